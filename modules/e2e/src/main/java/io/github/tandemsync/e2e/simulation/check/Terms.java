package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.e2e.simulation.model.Field;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed with the engine, in the checker's own words.
 *
 * @param mapped the fields that rules map, with their direction
 * @param matching whether records of the two sides with the same domain are the same thing
 * @param onLeftRemoved what happens to the right record when the left one is removed
 * @param onRightRemoved the other way round
 * @param members who takes part
 * @param owners of which owners the records are lines; null if they belong to no other record
 * @param whole the fields that one rule maps together; none if each has a rule of its own
 */
public record Terms(
        Map<Field, Direction> mapped,
        boolean matching,
        DeletePolicy onLeftRemoved,
        DeletePolicy onRightRemoved,
        Members members,
        @Nullable Owners owners,
        Set<Field> whole) {

    /** The rule of the fields that one rule maps together. */
    public static final String WHOLE = "whole";

    /** Domain, name and phone both ways, no matching, removals unlink. */
    public static final Terms PLAIN = new Terms(
            new EnumMap<>(Map.of(
                    Field.DOMAIN, Direction.BOTH,
                    Field.NAME, Direction.BOTH,
                    Field.PHONE, Direction.BOTH,
                    Field.PARENT, Direction.BOTH)),
            false,
            DeletePolicy.UNLINK,
            DeletePolicy.UNLINK);

    /** The same with every record taking part. */
    public Terms(
            Map<Field, Direction> mapped, boolean matching, DeletePolicy onLeftRemoved, DeletePolicy onRightRemoved) {
        this(mapped, matching, onLeftRemoved, onRightRemoved, Members.ALL, null, Set.of());
    }

    /** The same with these members. */
    public Terms with(Members those) {
        return new Terms(mapped, matching, onLeftRemoved, onRightRemoved, those, owners, whole);
    }

    /** The same with another policy for what faces a left record that is removed. */
    public Terms withLeftRemoved(DeletePolicy policy) {
        return new Terms(mapped, matching, policy, onRightRemoved, members, owners, whole);
    }

    /** The same of lines of such owners. */
    public Terms ownedBy(Owners those) {
        return new Terms(mapped, matching, onLeftRemoved, onRightRemoved, members, those, whole);
    }

    /** The same with a match rule. */
    public Terms matched() {
        return new Terms(mapped, true, onLeftRemoved, onRightRemoved, members, owners, whole);
    }

    /** The same with one rule for these fields, both ways. */
    public Terms together(Set<Field> those) {
        Map<Field, Direction> all = new EnumMap<>(mapped);
        those.forEach(field -> all.put(field, Direction.BOTH));
        return new Terms(all, matching, onLeftRemoved, onRightRemoved, members, owners, those);
    }

    /** What each rule maps, in the order of the fields. */
    public List<Unit> units() {
        return mapped.keySet().stream().sorted().map(this::unit).distinct().toList();
    }

    /** What the field's rule maps. */
    public Unit unit(Field field) {
        return whole.contains(field) ? new Unit(WHOLE, whole.stream().sorted().toList()) : Unit.of(field);
    }

    /** The field's direction; null if no rule maps it. */
    public @Nullable Direction direction(Field field) {
        return mapped.get(field);
    }

    public boolean twoWay(Field field) {
        return mapped.get(field) == Direction.BOTH;
    }

    /** What happens to the other side when a record of the given side is removed. */
    public DeletePolicy onRemoved(Side side) {
        return side == Side.LEFT ? onLeftRemoved : onRightRemoved;
    }
}
