package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.MatchRule;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A field that is the same on both sides, both ways. */
record SameField(String id, ConflictResolver onConflict) implements Plain {
    SameField(String id) {
        this(id, ConflictResolver.PREFER_LEFT);
    }

    /** Records match that hold the same in the field. */
    static MatchRule match(String field) {
        return new MatchRule() {
            @Override
            public String id() {
                return "by-" + field;
            }

            @Override
            public Set<String> fields(Side side) {
                return Set.of(field);
            }

            @Override
            public @Nullable String text(Side side, Values values) {
                return values.orEmpty(field).isEmpty()
                        ? null
                        : values.orEmpty(field).display();
            }
        };
    }
}
