package io.github.tandemsync.core.record;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The value of one field. A field that was not asked for or not answered has no {@code FieldValue} at all (it is absent from
 * {@link Values}); a field that is known to hold nothing is {@link Empty}.
 *
 * <p>Immutable. {@code toString} never shows content, so that a value can not leak into a log; {@link #display()} does, for
 * plans and reports that a person asked for.
 */
public sealed interface FieldValue {
    /** The one empty value. */
    FieldValue EMPTY = new Empty();

    /** The content as a person reads it; the empty string for {@link Empty}. */
    String display();

    /** True for {@link Empty}. Not a default method: it would tie the initialisation of {@link #EMPTY} and of its type together. */
    boolean isEmpty();

    /** Text, or {@link #EMPTY} for an empty string: no system of ours tells the two apart. */
    static FieldValue text(String value) {
        return value.isEmpty() ? EMPTY : new Text(value);
    }

    /** A number, equal to any other of the same mathematical value. */
    static FieldValue number(BigDecimal value) {
        return new Numeric(value);
    }

    /** A reference to one record. */
    static FieldValue reference(RecordRef target) {
        return new Reference(target);
    }

    /** Known to be without a value. */
    record Empty() implements FieldValue {
        @Override
        public boolean isEmpty() {
            return true;
        }

        @Override
        public String display() {
            return "";
        }

        @Override
        public String toString() {
            return "empty";
        }
    }

    /** Free text, never the empty string. */
    record Text(String value) implements FieldValue {
        public Text {
            if (value.isEmpty()) {
                throw new IllegalArgumentException("Empty text is FieldValue.EMPTY; use FieldValue.text(..)");
            }
        }

        @Override
        public boolean isEmpty() {
            return false;
        }

        @Override
        public String display() {
            return value;
        }

        @Override
        public String toString() {
            return "text(" + value.length() + ")";
        }
    }

    /** A decimal number; {@code 1.10} equals {@code 1.1}. */
    record Numeric(BigDecimal value) implements FieldValue {
        private static final int MAX_EXPONENT = 400;

        public Numeric {
            if (Math.abs((long) value.scale()) > MAX_EXPONENT || value.precision() > MAX_EXPONENT) {
                throw new IllegalArgumentException("A number may have at most " + MAX_EXPONENT + " digits");
            }
            value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        }

        @Override
        public boolean isEmpty() {
            return false;
        }

        @Override
        public String display() {
            return value.toPlainString();
        }

        @Override
        public String toString() {
            return "number";
        }
    }

    /** True or false. */
    record Flag(boolean value) implements FieldValue {
        @Override
        public boolean isEmpty() {
            return false;
        }

        @Override
        public String display() {
            return Boolean.toString(value);
        }

        @Override
        public String toString() {
            return "flag";
        }
    }

    /** A point in time. */
    record Timestamp(Instant value) implements FieldValue {
        @Override
        public boolean isEmpty() {
            return false;
        }

        @Override
        public String display() {
            return value.toString();
        }

        @Override
        public String toString() {
            return "timestamp";
        }
    }

    /** A calendar day, without time or zone. */
    record Day(LocalDate value) implements FieldValue {
        @Override
        public boolean isEmpty() {
            return false;
        }

        @Override
        public String display() {
            return value.toString();
        }

        @Override
        public String toString() {
            return "day";
        }
    }

    /** One option of a list, by its stored value and not its label. */
    record Choice(String value) implements FieldValue {
        @Override
        public boolean isEmpty() {
            return false;
        }

        @Override
        public String display() {
            return value;
        }

        @Override
        public String toString() {
            return "choice";
        }
    }

    /** Several options of a list, by stored value; their order means nothing. */
    record Choices(Set<String> values) implements FieldValue {
        public Choices {
            values = sorted(values);
        }

        @Override
        public boolean isEmpty() {
            return false;
        }

        @Override
        public String display() {
            return String.join(";", values);
        }

        @Override
        public String toString() {
            return "choices(" + values.size() + ")";
        }
    }

    /** A lookup of one record. */
    record Reference(RecordRef target) implements FieldValue {
        @Override
        public boolean isEmpty() {
            return false;
        }

        @Override
        public String display() {
            return target.toString();
        }

        @Override
        public String toString() {
            return display();
        }
    }

    /** References to several records; their order means nothing. */
    record References(Set<RecordRef> targets) implements FieldValue {
        public References {
            targets = sorted(targets);
        }

        @Override
        public boolean isEmpty() {
            return false;
        }

        @Override
        public String display() {
            return targets.stream().map(RecordRef::toString).collect(Collectors.joining(";"));
        }

        @Override
        public String toString() {
            return display();
        }
    }

    private static <T extends Comparable<T>> SortedSet<T> sorted(Set<T> values) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }
}
