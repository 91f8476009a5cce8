package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;
import java.util.Locale;
import java.util.Set;

/** One text field a side, compared without case; {@code c} may have to wait, or have no form on the other side. */
record TextRule(String id, Direction direction, ConflictResolver onConflict, Drift onDrift, MergeCase.Form form)
        implements FieldRule {
    private static RecordRef parent(Side side) {
        return (side == Side.LEFT ? EngineFixture.COMPANIES : EngineFixture.ACCOUNTS).ref("parent");
    }

    String field(Side side) {
        return side == Side.LEFT ? id + "_hs" : id + "_dv";
    }

    Values values(Side side, String text) {
        return Values.of(field(side), FieldValue.text(text));
    }

    @Override
    public Set<String> left() {
        return Set.of(field(Side.LEFT));
    }

    @Override
    public Set<String> right() {
        return Set.of(field(Side.RIGHT));
    }

    @Override
    public boolean agree(Values left, Values right, ReferenceResolver references) {
        return canonical(left, Side.LEFT).equals(canonical(right, Side.RIGHT));
    }

    @Override
    public boolean same(Side side, Values base, Values now) {
        return canonical(base, side).equals(canonical(now, side));
    }

    String canonical(Values values, Side side) {
        return values.orEmpty(field(side)).display().toLowerCase(Locale.ROOT);
    }

    @Override
    public Translation translate(Side from, Values values, ReferenceResolver references) {
        FieldValue value = values.orEmpty(field(from));
        if (canonical(values, from).equals("c") && form == MergeCase.Form.PARKS) {
            return new Translation.Park("no-form", "use another");
        }
        if (canonical(values, from).equals("c") && form == MergeCase.Form.WAITS) {
            return new Translation.Waiting(parent(from));
        }
        return new Translation.Translated(Values.of(field(from.other()), value));
    }
}
