package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.MatchRule;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Field;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records with the same domain are the same thing. */
final class DomainMatch implements MatchRule {
    private final boolean identifying;

    /** @param identifying whether an erased record is known by it */
    DomainMatch(boolean identifying) {
        this.identifying = identifying;
    }

    @Override
    public boolean identifying() {
        return identifying;
    }

    @Override
    public String id() {
        return "domain";
    }

    @Override
    public Set<String> fields(Side side) {
        return Set.of(Field.DOMAIN.on(side));
    }

    @Override
    public @Nullable String text(Side side, Values values) {
        String text = Canonical.text(values.orEmpty(Field.DOMAIN.on(side)));
        return text.isEmpty() ? null : text;
    }
}
