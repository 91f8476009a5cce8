package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The field {@code parent}, which names another record: on each side the one that faces the other side's.
 *
 * @param pairs the pairs by whose links the two face each other, the first that has one; none: by whichever pair
 * @param onConflict who decides where both were edited
 */
record SameParent(List<PairId> pairs, ConflictResolver onConflict) implements FieldRule {
    static final String FIELD = "parent";

    SameParent() {
        this(ConflictResolver.PREFER_LEFT);
    }

    SameParent(ConflictResolver onConflict) {
        this(List.of(), onConflict);
    }

    static SameParent by(String... pairs) {
        return new SameParent(Stream.of(pairs).map(PairId::new).toList(), ConflictResolver.PREFER_LEFT);
    }

    @Override
    public String id() {
        return FIELD;
    }

    @Override
    public Set<String> left() {
        return Set.of(FIELD);
    }

    @Override
    public Set<String> right() {
        return Set.of(FIELD);
    }

    @Override
    public Direction direction() {
        return Direction.BOTH;
    }

    @Override
    public boolean agree(Values left, Values right, ReferenceResolver references) {
        return translate(Side.LEFT, left, references) instanceof Translation.Translated translated
                && translated.values().orEmpty(FIELD).equals(right.orEmpty(FIELD));
    }

    @Override
    public boolean same(Side side, Values base, Values now) {
        return base.orEmpty(FIELD).equals(now.orEmpty(FIELD));
    }

    @Override
    public Translation translate(Side from, Values values, ReferenceResolver references) {
        if (!(values.orEmpty(FIELD) instanceof FieldValue.Reference reference)) {
            return new Translation.Translated(Values.of(FIELD, FieldValue.EMPTY));
        }
        return counterpart(from, reference.target(), references)
                .<Translation>map(other -> new Translation.Translated(Values.of(FIELD, FieldValue.reference(other))))
                .orElseGet(() -> new Translation.Waiting(reference.target(), Set.copyOf(pairs)));
    }

    private Optional<RecordRef> counterpart(Side from, RecordRef ref, ReferenceResolver references) {
        return pairs.isEmpty()
                ? references.counterpart(from, ref)
                : pairs.stream()
                        .flatMap(pair -> references.counterpart(from, ref, pair).stream())
                        .findFirst();
    }
}
