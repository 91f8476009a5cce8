package io.github.tandemsync.simulators.dataverse.internal.odata;

import java.util.List;

/** A filter expression. */
public sealed interface Filter {
    /** Both hold. */
    record And(Filter left, Filter right) implements Filter {}

    /** At least one holds. */
    record Or(Filter left, Filter right) implements Filter {}

    /** The inner one does not hold. */
    record Not(Filter inner) implements Filter {}

    /**
     * A comparison.
     *
     * @param path property, or navigation property and property with a slash between
     * @param operator {@code eq ne gt ge lt le}
     * @param literal constant
     */
    record Compare(String path, String operator, Literal literal) implements Filter {}

    /**
     * A test of a text.
     *
     * @param function {@code contains}, {@code startswith} or {@code endswith}
     * @param path property
     * @param text constant
     */
    record Match(String function, String path, String text) implements Filter {}

    /**
     * {@code Microsoft.Dynamics.CRM.In}.
     *
     * @param path property
     * @param texts constants, as texts
     */
    record In(String path, List<String> texts) implements Filter {}

    /** Parses a filter. */
    static Filter parse(String text) {
        return FilterParser.parse(text);
    }
}
