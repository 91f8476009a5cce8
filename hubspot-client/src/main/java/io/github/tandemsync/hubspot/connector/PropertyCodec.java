package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.connector.FieldSchema.Kind;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns HubSpot's texts into values and back. HubSpot sends every value as text, and clears by the empty text. */
final class PropertyCodec {
    static final ObjectType OWNERS = new ObjectType(HubSpotConnector.SYSTEM, "owners");

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,60}(\\.[0-9]{0,60})?([eE][+-]?[0-9]{1,3})?");
    private static final Pattern MILLIS = Pattern.compile("-?[0-9]{1,15}");

    private PropertyCodec() {}

    /** The value, or null if the text is not of the kind. */
    static @Nullable FieldValue decode(Kind kind, String text) {
        if (text.isEmpty()) {
            return FieldValue.EMPTY;
        }
        try {
            return switch (kind) {
                case TEXT -> FieldValue.text(text);
                case NUMBER -> NUMBER.matcher(text).matches() ? FieldValue.number(new BigDecimal(text)) : null;
                case FLAG -> flag(text);
                case TIMESTAMP -> new FieldValue.Timestamp(instant(text));
                case DAY -> new FieldValue.Day(day(text));
                case CHOICE -> new FieldValue.Choice(text);
                case CHOICES -> choices(text);
                case REFERENCE -> FieldValue.reference(OWNERS.ref(text));
                case REFERENCES -> null;
            };
        } catch (DateTimeException | IllegalArgumentException e) {
            return null;
        }
    }

    /** The text, or null for a value that no property holds. */
    static @Nullable String encode(FieldValue value) {
        if (value instanceof FieldValue.Timestamp timestamp) {
            return timestamp.value().truncatedTo(ChronoUnit.MILLIS).toString();
        }
        if (value instanceof FieldValue.Reference reference) {
            return reference.target().type().equals(OWNERS) ? reference.target().id() : null;
        }
        return value instanceof FieldValue.References ? null : value.display();
    }

    private static @Nullable FieldValue flag(String text) {
        return switch (text) {
            case "true" -> new FieldValue.Flag(true);
            case "false" -> new FieldValue.Flag(false);
            default -> null;
        };
    }

    private static FieldValue choices(String text) {
        Set<String> values = Arrays.stream(text.split(";"))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        return values.isEmpty() ? FieldValue.EMPTY : new FieldValue.Choices(values);
    }

    private static Instant instant(String text) {
        return MILLIS.matcher(text).matches() ? Instant.ofEpochMilli(Long.parseLong(text)) : Instant.parse(text);
    }

    /** A date is a day, or that day's midnight in UTC. */
    private static LocalDate day(String text) {
        if (text.length() == 10 && text.charAt(4) == '-') {
            return LocalDate.parse(text);
        }
        Instant midnight = instant(text);
        if (!midnight.equals(midnight.truncatedTo(ChronoUnit.DAYS))) {
            throw new DateTimeException("not midnight");
        }
        return midnight.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
