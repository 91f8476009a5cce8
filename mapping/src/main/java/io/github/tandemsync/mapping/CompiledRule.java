package io.github.tandemsync.mapping;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A rule, ready to run. An absent field is unknown: it agrees with nothing, and is never translated into an empty one. */
final class CompiledRule implements FieldRule {
    private static final Translation ABSENT = new Translation.Park(
            "unknown-value", "The system did not show a field of this rule; check its permissions");

    private final FieldMapping mapping;
    private final List<Part> parts;
    private final SortedSet<String> left;
    private final SortedSet<String> right;
    private final String definition;

    /** @param schemas what the rule depends on of the fields as the systems describe them, such as their options */
    CompiledRule(FieldMapping mapping, List<Part> parts, String schemas) {
        this.mapping = mapping;
        this.parts = List.copyOf(parts);
        this.left = Collections.unmodifiableSortedSet(new TreeSet<>(mapping.hubspot()));
        this.definition = MappingHash.of(mapping) + schemas;
        this.right = Collections.unmodifiableSortedSet(new TreeSet<>(mapping.dynamics()));
    }

    @Override
    public String id() {
        return mapping.id();
    }

    @Override
    public Set<String> left() {
        return left;
    }

    @Override
    public Set<String> right() {
        return right;
    }

    @Override
    public Direction direction() {
        return mapping.direction();
    }

    @Override
    public ConflictResolver onConflict() {
        return mapping.conflict().resolver();
    }

    @Override
    public Drift onDrift() {
        return mapping.drift();
    }

    @Override
    public boolean agree(Values leftValues, Values rightValues, ReferenceResolver references) {
        for (Part part : parts) {
            FieldValue leftValue = leftValues.get(part.field(Side.LEFT));
            FieldValue rightValue = rightValues.get(part.field(Side.RIGHT));
            if (leftValue == null || rightValue == null || !part.agree(leftValue, rightValue, references)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean same(Side side, Values base, Values now) {
        for (Part part : parts) {
            FieldValue before = base.get(part.field(side));
            FieldValue after = now.get(part.field(side));
            if (before == null || after == null || !part.same(side, before, after)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Translation translate(Side from, Values values, ReferenceResolver references) {
        if (parts.size() == 1) {
            return translate(parts.get(0), from, values, references);
        }
        Values all = Values.none();
        for (Part part : parts) {
            Translation one = translate(part, from, values, references);
            if (!(one instanceof Translation.Translated translated)) {
                return one;
            }
            all = all.overlay(translated.values());
        }
        return new Translation.Translated(all);
    }

    private static Translation translate(Part part, Side from, Values values, ReferenceResolver references) {
        FieldValue value = values.get(part.field(from));
        return value == null ? ABSENT : part.translate(from, value, references);
    }

    /** Changes with the options that the systems have, too: one that was added may be what a refused value needed. */
    @Override
    public String definition() {
        return definition;
    }

    @Override
    public String toString() {
        return id();
    }
}
