package io.github.tandemsync.mapping;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A condition on one field, for filters. Values are written as text: an option's stored value, a number, {@code true} or
 * {@code false}. Immutable.
 *
 * @param field the field's name
 * @param test what must hold
 * @param values what {@link Test#IN} and {@link Test#NOT_IN} compare with; empty for the others
 */
public record Condition(String field, Test test, SortedSet<String> values) {

    /** What must hold. */
    public enum Test {
        /** The field holds one of the values; of several options chosen, at least one is among them. */
        IN,
        /** The field is empty, or holds none of the values. */
        NOT_IN,
        PRESENT,
        EMPTY
    }

    public Condition {
        values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }

    /** The field holds one of the values. */
    public static Condition in(String field, String... values) {
        return new Condition(field, Test.IN, new TreeSet<>(List.of(values)));
    }

    /** The field is empty, or holds none of the values. */
    public static Condition notIn(String field, String... values) {
        return new Condition(field, Test.NOT_IN, new TreeSet<>(List.of(values)));
    }

    /** The field has a value. */
    public static Condition present(String field) {
        return new Condition(field, Test.PRESENT, Collections.emptySortedSet());
    }

    /** The field has no value. */
    public static Condition empty(String field) {
        return new Condition(field, Test.EMPTY, Collections.emptySortedSet());
    }

    /** The condition in words: {@code type in [CUSTOMER, PARTNER]}. */
    @Override
    public String toString() {
        return field + " " + Words.of(test).replace('-', ' ') + (values.isEmpty() ? "" : " " + values);
    }
}
