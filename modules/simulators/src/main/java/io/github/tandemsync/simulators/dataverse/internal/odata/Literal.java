package io.github.tandemsync.simulators.dataverse.internal.odata;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A constant in an address.
 *
 * @param value {@code String}, {@code BigDecimal}, {@code Boolean}, {@code UUID}, {@code Instant}, {@code LocalDate} or
 *     null
 */
public record Literal(@Nullable Object value) {
    private static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern ENUM = Pattern.compile("Microsoft\\.Dynamics\\.CRM\\.\\w+'(\\w+)'");
    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,7})?)?(Z|[+-]\\d{2}:\\d{2})");

    /** Reads an unquoted word. */
    static Literal word(String word) {
        return switch (word) {
            case "null" -> new Literal(null);
            case "true" -> new Literal(true);
            case "false" -> new Literal(false);
            default -> new Literal(typed(word));
        };
    }

    private static Object typed(String word) {
        Optional<UUID> id = guid(word);
        if (id.isPresent()) {
            return id.get();
        }
        if (NUMBER.matcher(word).matches()) {
            return new BigDecimal(word);
        }
        if (DAY.matcher(word).matches()) {
            return day(word);
        }
        if (INSTANT.matcher(word).matches()) {
            return instant(word);
        }
        Matcher member = ENUM.matcher(word);
        if (member.matches()) {
            return member.group(1);
        }
        throw new SyntaxFault("Could not find a property or literal at '" + word + "'.");
    }

    /** Reads an id, empty if the text is none. */
    public static Optional<UUID> guid(String text) {
        return GUID.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    /** Reads a point in time with offset. */
    public static Instant instant(String text) {
        if (!INSTANT.matcher(text).matches()) {
            throw new SyntaxFault(
                    "Cannot convert the literal '" + text + "' to the expected type 'Edm.DateTimeOffset'.");
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new SyntaxFault(
                    "Cannot convert the literal '" + text + "' to the expected type 'Edm.DateTimeOffset'.");
        }
    }

    /** Reads a calendar day. */
    public static LocalDate day(String text) {
        try {
            if (DAY.matcher(text).matches()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException e) {
            // falls through: same answer
        }
        throw new SyntaxFault("Cannot convert the literal '" + text + "' to the expected type 'Edm.Date'.");
    }
}
