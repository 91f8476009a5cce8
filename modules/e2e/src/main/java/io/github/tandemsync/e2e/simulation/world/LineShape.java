package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.connector.TypeTraits;
import io.github.tandemsync.core.connector.TypeTraits.Reported;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Owner;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.e2e.simulation.check.Members;
import io.github.tandemsync.e2e.simulation.check.Owners;
import io.github.tandemsync.e2e.simulation.check.Terms;
import io.github.tandemsync.e2e.simulation.check.Unit;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.ModelType;
import io.github.tandemsync.e2e.simulation.tape.Choices;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a history with lines has beside the pair of their owners: a type of lines on each side, and the pair of the two.
 *
 * @param left the lines on the left
 * @param right the lines on the right
 * @param terms the pair in the checker's words
 * @param pair what the engine is told of it
 */
record LineShape(ModelType left, ModelType right, Terms terms, ObjectPair pair) {
    static final PairId PAIR = new PairId("line-line");
    private static final ObjectType LEFT = ObjectType.parse("hubspot:line_items");
    private static final ObjectType RIGHT = ObjectType.parse("dynamics:salesorderdetail");

    /**
     * Draws it.
     *
     * @param left what the owners' type on the left says of itself
     * @param right the same on the right
     */
    static LineShape draw(Choices choices, TypeTraits left, TypeTraits right) {
        Set<Reported> told = EnumSet.copyOf(left.reports());
        if (choices.chance(1, 3)) {
            told.remove(Reported.REFERENCES); // a line is associated with its owner there, which leaves no trace
        }
        Map<Field, Direction> mapped = new EnumMap<>(Field.class);
        mapped.put(Field.NAME, Direction.BOTH);
        mapped.put(Field.PHONE, choices.pick(Direction.BOTH, Direction.TO_RIGHT, Direction.TO_LEFT));
        mapped.put(Field.PARENT, Direction.BOTH);
        Terms owned = new Terms(mapped, false, policy(choices), policy(choices)).ownedBy(owners(choices));
        Terms terms = choices.chance(1, 3) ? owned.with(Shape.members(choices)) : owned;
        return new LineShape(
                new ModelType(LEFT, Side.LEFT, owned(left, Side.LEFT, told)),
                new ModelType(RIGHT, Side.RIGHT, owned(right, Side.RIGHT, right.reports())),
                terms,
                pair(choices, terms));
    }

    private static TypeTraits owned(TypeTraits of, Side side, Set<Reported> told) {
        return new TypeTraits(
                of.conditionalWrites(),
                of.fieldHistory(),
                of.createKey(),
                told,
                of.indexLag(),
                of.cursorLife(),
                Field.PARENT.on(side),
                of.readBatch(),
                of.writeBatch(),
                of.historyBatch());
    }

    private static DeletePolicy policy(Choices choices) {
        return choices.pick(DeletePolicy.MIRROR, DeletePolicy.MIRROR, DeletePolicy.UNLINK, DeletePolicy.ARCHIVE);
    }

    private static Owners owners(Choices choices) {
        Set<Side> closing = EnumSet.noneOf(Side.class);
        for (Side side : Side.values()) {
            if (choices.chance(1, 2)) {
                closing.add(side);
            }
        }
        return new Owners(closing);
    }

    private static ObjectPair pair(Choices choices, Terms terms) {
        ConflictResolver resolver = choices.pick(
                ConflictResolver.PREFER_LEFT,
                ConflictResolver.PREFER_RIGHT,
                ConflictResolver.MANUAL,
                ConflictResolver.MOST_RECENT);
        FieldRule.Drift drift = choices.pick(FieldRule.Drift.RECORD, FieldRule.Drift.ENFORCE);
        List<FieldRule> rules = new ArrayList<>();
        terms.mapped()
                .forEach((field, direction) -> rules.add(
                        field == Field.PARENT
                                ? new ParentRule(resolver)
                                : new TextRule(Unit.of(field), direction, resolver, drift, false)));
        Owner owner = Owner.of(Shape.PAIR, Field.PARENT.on(Side.LEFT), Field.PARENT.on(Side.RIGHT));
        for (Side side :
                terms.owners() == null ? Set.<Side>of() : terms.owners().closing()) {
            owner = owner.editable(side, new NotesFilter(side, Members.ALL.third()));
        }
        ObjectPair.Builder pair = ObjectPair.builder(PAIR.value())
                .onRemoved(Side.LEFT, terms.onLeftRemoved())
                .onRemoved(Side.RIGHT, terms.onRightRemoved())
                .variant(new Variant(LEFT, RIGHT, rules))
                .owner(owner);
        NotesFilter.ask(pair, terms.members());
        return pair.build();
    }
}
