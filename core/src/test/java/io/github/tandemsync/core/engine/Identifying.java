package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.MatchRule;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A match rule whose text says who it is.
 *
 * @param check is given what the text is made of, and may throw
 */
record Identifying(MatchRule rule, Consumer<Values> check) implements MatchRule {
    static MatchRule by(String field) {
        return new Identifying(SameField.match(field), values -> {});
    }

    @Override
    public String id() {
        return rule.id();
    }

    @Override
    public Set<String> fields(Side side) {
        return rule.fields(side);
    }

    @Override
    public @Nullable String text(Side side, Values values) {
        check.accept(values);
        return rule.text(side, values);
    }

    @Override
    public boolean identifying() {
        return true;
    }
}
