package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed with the engine, in the checker's own words.
 *
 * @param mapped the fields that rules map, with their direction
 * @param matching whether records of the two sides with the same domain are the same thing
 * @param onLeftRemoved what happens to the right record when the left one is removed
 * @param onRightRemoved the other way round
 * @param members who takes part
 */
public record Terms(
        Map<Field, Direction> mapped,
        boolean matching,
        DeletePolicy onLeftRemoved,
        DeletePolicy onRightRemoved,
        Members members) {

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
        this(mapped, matching, onLeftRemoved, onRightRemoved, Members.ALL);
    }

    /** The same with these members. */
    public Terms with(Members those) {
        return new Terms(mapped, matching, onLeftRemoved, onRightRemoved, those);
    }

    /** The same with a match rule: what was joined by one may be joined still. */
    public Terms matched() {
        return new Terms(mapped, true, onLeftRemoved, onRightRemoved, members);
    }

    /**
     * Whether the record may be the same as one of the other side that could not start to take part: it is not made beside it.
     *
     * @param facing the other side
     */
    public boolean facesKeptOut(Row row, ModelServer facing, Ledger ledger) {
        return matching
                && !row.value(Field.DOMAIN).isEmpty()
                && facing.rows().stream()
                        .anyMatch(other -> (other.live() || facing.hidesMerge(other))
                                && members.isKeptOut(other)
                                && !ledger.isLinked(other.ref())
                                && Canonical.equal(other.value(Field.DOMAIN), row.value(Field.DOMAIN)));
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
