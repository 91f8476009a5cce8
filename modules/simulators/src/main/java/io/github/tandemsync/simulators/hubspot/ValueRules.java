package io.github.tandemsync.simulators.hubspot;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which values a property takes, by its type (HubSpot docs: properties guide), and the form of dates. */
final class ValueRules {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,2})?");
    private static final Pattern MILLIS = Pattern.compile("-?\\d{1,15}");

    private ValueRules() {}

    /** What is wrong with a non-empty value of the property. */
    static Optional<PropertyError> problem(PropertyDefinition property, String value, Owners owners) {
        boolean text = property.type().equals("string") || property.type().equals("phone_number");
        if (!text && !value.equals(value.strip())) {
            return error(property, "INVALID_WHITESPACE", "Value must not have leading or trailing whitespace");
        }
        return switch (property.type()) {
            case "number" ->
                wrong(property, NUMBER.matcher(value).matches(), "INVALID_NUMERIC", "was not a valid number.");
            case "bool" ->
                wrong(
                        property,
                        List.of("true", "false").contains(value),
                        "INVALID_BOOLEAN",
                        "was not a valid boolean.");
            case "date" -> date(property, value);
            case "datetime" ->
                wrong(property, instant(value).isPresent(), "INVALID_DATE", "was not a valid date-time.");
            case "enumeration" -> option(property, value, owners);
            default ->
                wrong(
                        property,
                        value.length() <= PropertyDefinition.MAX_LENGTH,
                        "VALUE_TOO_LONG",
                        "is longer than " + PropertyDefinition.MAX_LENGTH + " characters.");
        };
    }

    /** A valid date or date-time in the form in which HubSpot returns it; other values as they are. */
    static String form(PropertyDefinition property, String value) {
        if (property.type().equals("datetime")) {
            return instant(value).map(Instant::toString).orElse(value);
        }
        if (property.type().equals("date") && MILLIS.matcher(value).matches()) {
            return Instant.ofEpochMilli(Long.parseLong(value))
                    .atOffset(ZoneOffset.UTC)
                    .toLocalDate()
                    .toString();
        }
        return value;
    }

    /** An ISO date-time with zone, or epoch milliseconds. */
    static Optional<Instant> instant(String value) {
        try {
            return Optional.of(
                    MILLIS.matcher(value).matches()
                            ? Instant.ofEpochMilli(Long.parseLong(value))
                            : OffsetDateTime.parse(value).toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<PropertyError> date(PropertyDefinition property, String value) {
        if (MILLIS.matcher(value).matches()) {
            LocalTime time = Instant.ofEpochMilli(Long.parseLong(value))
                    .atOffset(ZoneOffset.UTC)
                    .toLocalTime();
            return time.equals(LocalTime.MIDNIGHT)
                    ? Optional.empty()
                    : error(property, "INVALID_DATE", value + " is at " + time + " UTC, not midnight!");
        }
        try {
            LocalDate.parse(value);
            return Optional.empty();
        } catch (DateTimeException unreadable) {
            return error(property, "INVALID_DATE", value + " was not a valid date.");
        }
    }

    private static Optional<PropertyError> option(PropertyDefinition property, String value, Owners owners) {
        if (property.owner()) {
            boolean known =
                    owners.find(value).filter(owner -> !owner.archived()).isPresent();
            return wrong(property, known, "INVALID_OWNER_ID", "is not a valid owner.");
        }
        List<String> allowed =
                property.options().stream().map(PropertyOption::value).toList();
        Stream<String> chosen =
                property.multiple() ? Stream.of(value.split(";")).filter(part -> !part.isEmpty()) : Stream.of(value);
        return chosen.filter(part -> !allowed.contains(part))
                .findFirst()
                .flatMap(part ->
                        error(property, "INVALID_OPTION", part + " was not one of the allowed options: " + allowed));
    }

    private static Optional<PropertyError> wrong(
            PropertyDefinition property, boolean valid, String code, String message) {
        return valid ? Optional.empty() : error(property, code, "Value " + message);
    }

    private static Optional<PropertyError> error(PropertyDefinition property, String code, String message) {
        return Optional.of(new PropertyError(property.name(), code, message));
    }
}
