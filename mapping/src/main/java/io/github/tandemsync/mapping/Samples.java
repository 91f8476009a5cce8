package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Values that a field can hold, chosen to break careless converters. Made from the schema alone, always the same. */
final class Samples {
    private static final int LONGEST = 2_000;
    private static final int MOST_OPTIONS = 500;
    private static final String[][] TEXTS = {
        {"a plain text", "Acme"},
        {"a text of mixed case", "aBcD"},
        {"a text with blanks around", "\u00A0 Acme \t"},
        {"a text with blanks inside", "Acme  Works"},
        {"a blank text", " \u200B "},
        {"a capital letter with a combining caron", "J\u030C"},
        {"a letter with a combining accent", "Cafe\u0301"},
        {"a composed letter", "Caf\u00E9"},
        {"a letter that composes differently", "\u212B\u2126"},
        {"a dotted and a dotless i", "\u0130I\u0131i"},
        {"a sharp s", "Stra\u00DFe"},
        {"a ligature", "o\uFB03ce"},
        {"a text with line ends", "one\r\ntwo\nthree"},
        {"a character beyond the basic plane", "\uD83D\uDE00"},
        {"a right-to-left text", "\u05E9\u05DC\u05D5\u05DD"},
        {"digits with leading zeros", "007"},
        {"a negative zero", "-0"},
        {"a long decimal", "0.1234567890123456789"},
        {"a number with an exponent", "1E3"},
        {"a date", "2024-02-29"},
        {"the word true", "true"},
        {"a list with commas and semicolons", "a, b; c"},
        {"markup", "<b>Acme & Co</b>"},
        {"a phone number", "+49 (0)30 12-34 56"},
        {"a mail address", "Jane.Doe@Example.com"},
        {"a domain", "example.com"},
        {"a domain in capitals with www", "WWW.Example.COM"},
        {"a web address with port and path", "http://www.example.com:8080/a?b=c#d"},
        {"an international domain", "b\u00FCcher.example"}
    };
    private static final String[][] NUMBERS = {
        {"zero", "0"},
        {"one", "1"},
        {"a negative number", "-1"},
        {"a tenth", "0.1"},
        {"half a unit of the last place", "2.5"},
        {"half a cent", "0.005"},
        {"a negative number that rounds to zero", "-0.0000000000001"},
        {"a long decimal", "1234.567890123456789"},
        {"a number beyond 2^53", "9007199254740993"},
        {"a large amount", "99999999999999.99"}
    };
    private static final String[][] TIMES = {
        {"the epoch", "1970-01-01T00:00:00Z"},
        {"a time with milliseconds", "2024-03-31T01:30:00.123Z"},
        {"a time before the epoch", "1969-12-31T23:59:59.999Z"},
        {"a midnight", "2024-10-27T00:00:00Z"},
        {"the last second of a leap day", "2024-02-29T23:59:59Z"},
        {"the first time", "1753-01-01T00:00:00Z"},
        {"the last time", "9999-12-31T23:59:59Z"}
    };
    private static final String[][] DAYS = {
        {"the epoch", "1970-01-01"},
        {"a leap day", "2024-02-29"},
        {"a day of a clock change", "2024-03-31"},
        {"the first day", "1753-01-01"},
        {"the last day", "9999-12-31"}
    };

    /** A value, and what to call it in a message: its sort, never its content. */
    record Sample(String sort, FieldValue value) {}

    private Samples() {}

    static List<Sample> of(FieldSchema field) {
        return switch (field.kind()) {
            case TEXT -> texts(field.maxLength() == null ? LONGEST : Math.min(field.maxLength(), LONGEST));
            case NUMBER -> numbers(field);
            case FLAG -> List.of(flag(true), flag(false));
            case TIMESTAMP -> list(TIMES, text -> new FieldValue.Timestamp(Instant.parse(text)));
            case DAY -> list(DAYS, text -> new FieldValue.Day(LocalDate.parse(text)));
            case CHOICE -> options(field, FieldValue.Choice::new);
            case CHOICES -> severalOptions(field);
            case REFERENCE -> List.of(new Sample("a reference", FieldValue.reference(target(field))));
            case REFERENCES -> List.of(new Sample("a reference", new FieldValue.References(Set.of(target(field)))));
        };
    }

    private static List<Sample> texts(int longest) {
        List<Sample> samples = new ArrayList<>(list(TEXTS, FieldValue::text));
        samples.add(new Sample("the longest text", FieldValue.text("x".repeat(longest))));
        samples.removeIf(sample -> sample.value().display().length() > longest
                || Canonical.value(sample.value()).display().length() > longest);
        return samples;
    }

    /** Rounded as the field would, for it holds no others. */
    private static List<Sample> numbers(FieldSchema field) {
        NumberLens stored = new NumberLens(field.scale());
        return list(NUMBERS, text -> stored.canonical(Side.LEFT, FieldValue.number(new BigDecimal(text))));
    }

    private static Sample flag(boolean value) {
        return new Sample(value ? "yes" : "no", new FieldValue.Flag(value));
    }

    private static List<Sample> options(FieldSchema field, Function<String, FieldValue> form) {
        List<Sample> samples = new ArrayList<>();
        samples.add(new Sample("an option that the schema does not name", form.apply("?")));
        for (Map.Entry<String, String> option : field.options().entrySet()) {
            if (samples.size() < MOST_OPTIONS) {
                samples.add(new Sample("the option '" + option.getKey() + "'", form.apply(option.getKey())));
            }
        }
        return samples;
    }

    private static List<Sample> severalOptions(FieldSchema field) {
        List<Sample> samples = new ArrayList<>(options(field, option -> new FieldValue.Choices(Set.of(option))));
        Set<String> all = new TreeSet<>(field.options().keySet());
        samples.add(new Sample("all options", new FieldValue.Choices(all)));
        return samples;
    }

    private static RecordRef target(FieldSchema field) {
        return field.targets().stream()
                .findFirst()
                .orElse(new ObjectType("any", "record"))
                .ref("1");
    }

    private static List<Sample> list(String[][] rows, Function<String, FieldValue> form) {
        List<Sample> samples = new ArrayList<>();
        for (String[] row : rows) {
            samples.add(new Sample(row[0], form.apply(row[1])));
        }
        return samples;
    }
}
