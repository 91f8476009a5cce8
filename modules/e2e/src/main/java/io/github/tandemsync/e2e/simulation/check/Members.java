package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ExitPolicy;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Edit;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.Map;
import java.util.Set;

/**
 * Which records take part: what people note of a record decides it. A record without notes is in; so are two in three of the others.
 *
 * @param staying the sides whose records may start and stay only while they are in, and what happens when they leave
 * @param starting the sides whose records may start only while they are in
 * @param third which third of the notes keeps a record out
 */
public record Members(Map<Side, ExitPolicy> staying, Set<Side> starting, int third) {
    private static final int THIRDS = 3;

    /** Every record takes part. */
    public static final Members ALL = new Members(Map.of(), Set.of(), 0);

    /** Whether a record with the notes is in, where that is asked. */
    public static boolean isIn(FieldValue notes, int third) {
        String text = Canonical.text(notes);
        return text.isEmpty() || Math.floorMod(text.hashCode(), THIRDS) != third;
    }

    /** The same by the filter that there is at first. */
    public static boolean isIn(FieldValue notes) {
        return isIn(notes, 0);
    }

    /** Whether the record, linked or not, does not take part now. */
    public boolean isOut(Row row) {
        return staying.containsKey(row.side()) && !isIn(row.value(Field.NOTES), third);
    }

    /** Whether the record could not start to take part now. */
    public boolean isKeptOut(Row row) {
        return isOut(row) || (starting.contains(row.side()) && !isIn(row.value(Field.NOTES), third));
    }

    /** Whether the record ever left, so that what it faced may have been taken away for it. */
    boolean takesAlong(Row row) {
        ExitPolicy policy = staying.get(row.side());
        return policy != null && policy.removes() && hasBeenOut(row);
    }

    /** Whether the record has ever been out, where that is asked of linked ones. */
    boolean hasBeenOut(Row row) {
        return staying.containsKey(row.side()) && row.edits().stream().anyMatch(this::leaves);
    }

    /** Whether a record of the side that leaves takes away what it faces in this way. */
    boolean exits(Side side, WriteRequest.How how) {
        ExitPolicy policy = staying.get(side);
        return policy != null && policy.name().equals(how.name());
    }

    private boolean leaves(Edit edit) {
        return edit.field() == Field.NOTES && !isIn(edit.value(), third);
    }
}
