package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.MatchRule;
import java.util.Set;

/** The field {@code name}, the same on both sides: synced, and matched by. */
final class SameName implements Plain {
    private final ConflictResolver policy;

    SameName() {
        this(ConflictResolver.PREFER_LEFT);
    }

    SameName(ConflictResolver policy) {
        this.policy = policy;
    }

    static final MatchRule MATCH = new MatchRule() {
        @Override
        public String id() {
            return "name";
        }

        @Override
        public Set<String> fields(Side side) {
            return Set.of("name");
        }

        @Override
        public String text(Side side, Values values) {
            return values.orEmpty("name").display();
        }
    };

    @Override
    public String id() {
        return "name";
    }

    @Override
    public ConflictResolver onConflict() {
        return policy;
    }
}
