package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Two references that are equal when the records they point to are linked.
 *
 * @param pairs the pairs whose links count, the first before the others
 */
record ReferencePart(FieldSchema left, FieldSchema right, List<PairId> pairs) implements Part {
    @Override
    public String field(Side side) {
        return schema(side).name();
    }

    @Override
    public boolean agree(FieldValue leftValue, FieldValue rightValue, ReferenceResolver references) {
        Set<RecordRef> wanted = targets(rightValue);
        Set<RecordRef> given = targets(leftValue);
        if (given.size() != wanted.size()) {
            return false;
        }
        Set<RecordRef> met = new TreeSet<>();
        for (RecordRef target : given) {
            List<RecordRef> facing = counterparts(Side.LEFT, target, references)
                    .filter(wanted::contains)
                    .toList();
            if (facing.isEmpty()) {
                return false;
            }
            met.addAll(facing);
        }
        return met.equals(wanted);
    }

    @Override
    public boolean same(Side side, FieldValue base, FieldValue now) {
        return targets(base).equals(targets(now));
    }

    @Override
    public Translation translate(Side from, FieldValue value, ReferenceResolver references) {
        Set<RecordRef> counterparts = new TreeSet<>();
        for (RecordRef target : targets(value)) {
            Optional<RecordRef> counterpart = counterparts(from, target, references)
                    .filter(other -> mayPoint(schema(from.other()), other))
                    .findFirst();
            if (counterpart.isEmpty()) {
                return new Translation.Waiting(target, Set.copyOf(pairs));
            }
            counterparts.add(counterpart.get());
        }
        return write(schema(from.other()), counterparts);
    }

    /** What the pairs link the record to. */
    private Stream<RecordRef> counterparts(Side from, RecordRef target, ReferenceResolver references) {
        return pairs.stream().flatMap(pair -> references.counterpart(from, target, pair).stream());
    }

    private static boolean mayPoint(FieldSchema field, RecordRef target) {
        return field.targets().isEmpty() || field.targets().contains(target.type());
    }

    private static Translation write(FieldSchema target, Set<RecordRef> counterparts) {
        boolean one = target.kind() == FieldSchema.Kind.REFERENCE;
        if (one && counterparts.size() > 1) {
            String reason =
                    "'" + target.name() + "' holds one record, and the source refers to several; keep one there";
            return new Translation.Park("several-references", reason);
        }
        if (counterparts.isEmpty()) {
            return Target.of(target).admit(FieldValue.EMPTY);
        }
        FieldValue value =
                one ? FieldValue.reference(counterparts.iterator().next()) : new FieldValue.References(counterparts);
        return new Translation.Translated(Values.of(target.name(), value));
    }

    private static Set<RecordRef> targets(FieldValue value) {
        if (value instanceof FieldValue.Reference reference) {
            return Set.of(reference.target());
        }
        return value instanceof FieldValue.References references ? references.targets() : Set.of();
    }

    private FieldSchema schema(Side side) {
        return side == Side.LEFT ? left : right;
    }
}
