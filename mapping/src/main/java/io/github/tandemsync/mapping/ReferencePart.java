package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Two references that are equal when the records they point to are linked. */
record ReferencePart(FieldSchema left, FieldSchema right) implements Part {
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
        for (RecordRef target : given) {
            Optional<RecordRef> counterpart = references.counterpart(Side.LEFT, target);
            if (counterpart.isEmpty() || !wanted.contains(counterpart.get())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean same(Side side, FieldValue base, FieldValue now) {
        return targets(base).equals(targets(now));
    }

    @Override
    public Translation translate(Side from, FieldValue value, ReferenceResolver references) {
        Set<RecordRef> counterparts = new TreeSet<>();
        for (RecordRef target : targets(value)) {
            Optional<RecordRef> counterpart = references.counterpart(from, target);
            if (counterpart.isEmpty()) {
                return new Translation.Waiting(target);
            }
            counterparts.add(counterpart.get());
        }
        return write(schema(from.other()), counterparts);
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
