package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.Router;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Chooses the variant of a record of the left by one of its fields. */
record ByField(String field, ToIntFunction<Values> choice, String definition) implements Router {

    /** The second variant where the field has the value, else the first. */
    static ByField second(String field, String value) {
        return new ByField(
                field,
                values -> values.orEmpty(field).display().equals(value) ? 1 : 0,
                "second: " + field + "=" + value);
    }

    @Override
    public Set<String> fields(Side from) {
        return from == Side.LEFT ? Set.of(field) : Set.of();
    }

    @Override
    public int route(Side from, Values values) {
        return choice.applyAsInt(values);
    }
}
