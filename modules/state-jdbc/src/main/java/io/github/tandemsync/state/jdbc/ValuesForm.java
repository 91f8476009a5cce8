package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Field values in a body: how many, then for each its name, a number for its kind, and its content. */
final class ValuesForm {
    private static final int EMPTY = 0;
    private static final int TEXT = 1;
    private static final int NUMERIC = 2;
    private static final int FLAG = 3;
    private static final int TIMESTAMP = 4;
    private static final int DAY = 5;
    private static final int CHOICE = 6;
    private static final int CHOICES = 7;
    private static final int REFERENCE = 8;
    private static final int REFERENCES = 9;

    private ValuesForm() {}

    static void write(BodyWriter out, Values values) {
        out.number(values.size());
        values.forEach((name, value) -> {
            out.text(name);
            write(out, value);
        });
    }

    static void writeOrNone(BodyWriter out, @Nullable Values values) {
        out.flag(values != null);
        if (values != null) {
            write(out, values);
        }
    }

    private static void write(BodyWriter out, FieldValue value) {
        if (value instanceof FieldValue.Empty) {
            out.number(EMPTY);
        } else if (value instanceof FieldValue.Text text) {
            out.number(TEXT).text(text.value());
        } else if (value instanceof FieldValue.Numeric numeric) {
            BigDecimal number = numeric.value();
            out.number(NUMERIC)
                    .number(number.scale())
                    .raw(number.unscaledValue().toByteArray());
        } else if (value instanceof FieldValue.Flag flag) {
            out.number(FLAG).flag(flag.value());
        } else if (value instanceof FieldValue.Timestamp timestamp) {
            out.number(TIMESTAMP).time(timestamp.value());
        } else if (value instanceof FieldValue.Day day) {
            out.number(DAY).number(day.value().toEpochDay());
        } else if (value instanceof FieldValue.Choice choice) {
            out.number(CHOICE).text(choice.value());
        } else if (value instanceof FieldValue.Choices choices) {
            out.number(CHOICES).texts(choices.values());
        } else if (value instanceof FieldValue.Reference reference) {
            out.number(REFERENCE).ref(reference.target());
        } else {
            SortedSet<RecordRef> targets = new TreeSet<>(((FieldValue.References) value).targets());
            out.number(REFERENCES).number(targets.size());
            targets.forEach(out::ref);
        }
    }

    static @Nullable Values readOrNone(BodyReader in) {
        return in.flag() ? read(in) : null;
    }

    static Values read(BodyReader in) {
        int count = in.count();
        Map<String, FieldValue> fields = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            fields.put(in.text(), value(in));
        }
        if (fields.size() != count) {
            throw new IllegalArgumentException("a field comes twice");
        }
        return Values.of(fields);
    }

    private static FieldValue value(BodyReader in) {
        int kind = in.integer();
        return switch (kind) {
            case EMPTY -> FieldValue.EMPTY;
            case TEXT -> new FieldValue.Text(in.text());
            case NUMERIC -> number(in.integer(), in.raw());
            case FLAG -> new FieldValue.Flag(in.flag());
            case TIMESTAMP -> new FieldValue.Timestamp(in.time());
            case DAY -> new FieldValue.Day(LocalDate.ofEpochDay(in.number()));
            case CHOICE -> new FieldValue.Choice(in.text());
            case CHOICES -> new FieldValue.Choices(new TreeSet<>(in.texts()));
            case REFERENCE -> new FieldValue.Reference(in.ref());
            case REFERENCES -> references(in);
            default -> throw new IllegalArgumentException("a value of kind " + kind);
        };
    }

    private static FieldValue number(int scale, byte[] unscaled) {
        return new FieldValue.Numeric(new BigDecimal(new BigInteger(unscaled), scale));
    }

    private static FieldValue references(BodyReader in) {
        int count = in.count();
        SortedSet<RecordRef> targets = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            targets.add(in.ref());
        }
        return new FieldValue.References(targets);
    }
}
