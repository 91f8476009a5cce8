package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Edit;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether a line may stand still now: by what the systems hold of it and of its owners, and only with a reason for it in the store. What
 * the reason says is not asked.
 */
public final class StandingLines {
    private final Agreement agreement;
    private final ModelServer left;
    private final ModelServer right;
    private final Ledger ledger;
    private final Predicate<RecordRef> hasReason;

    /** @param hasReason whether the store says of the record why it stands still */
    public StandingLines(
            Agreement agreement, ModelServer left, ModelServer right, Ledger ledger, Predicate<RecordRef> hasReason) {
        this.hasReason = hasReason;
        this.agreement = agreement;
        this.left = left;
        this.right = right;
        this.ledger = ledger;
    }

    /** Whether the record is a line whose owner, on either side, is missing, gone, closed or without a counterpart, and that is told. */
    public boolean mayStandStill(Row line) {
        Owners owners = agreement.of(line).owners();
        if (owners == null) {
            return false;
        }
        Row facing = facing(line);
        List<Row> lines = facing == null ? List.of(line) : List.of(line, facing);
        return lines.stream().anyMatch(one -> hasReason.test(one.ref()))
                && ((facing == null && owner(line) == null) || lines.stream().anyMatch(one -> isKept(owners, one)));
    }

    private boolean isKept(Owners owners, Row line) {
        Row owner = lastOwner(line);
        Row wanted = wantedOwner(line);
        return (owner != null && (isMergedAway(line) || !isOpenOnBothSides(owners, owner)))
                || (wanted != null && !isOpenOnBothSides(owners, wanted));
    }

    // whom a user gave it to last; a write of ours that was under way may lie on top of that
    private @Nullable Row wantedOwner(Row line) {
        FieldValue last = FieldValue.EMPTY;
        for (Edit edit : line.edits()) {
            last = edit.field() == Field.PARENT && edit.author() == Author.USER ? edit.value() : last;
        }
        return owner(last);
    }

    // a system rewrites the references to a merged record, but not those of a line that was in its bin then
    private boolean isMergedAway(Row line) {
        return line.value(Field.PARENT) instanceof FieldValue.Reference reference
                && Objects.requireNonNull(row(reference.target())).state() == Row.State.MERGED;
    }

    private boolean isOpenOnBothSides(Owners owners, Row owner) {
        Row facing = facing(owner);
        return owners.lets(owner) && facing != null && owners.lets(facing);
    }

    /** What the record faces now; null if nothing. */
    public @Nullable Row facing(Row row) {
        Link link = ledger.live(row.ref());
        return link == null ? null : row(link.ref(row.side().other()));
    }

    /** Whose line it is; null if nobody's. */
    @Nullable
    Row owner(Row line) {
        return owner(line.value(Field.PARENT));
    }

    /** Whose line it is, or was before its system emptied that. */
    @Nullable
    Row lastOwner(Row line) {
        FieldValue last = line.value(Field.PARENT);
        List<Edit> edits = new ArrayList<>(line.edits());
        for (int i = edits.size() - 1; i >= 0 && last.isEmpty(); i--) {
            last = edits.get(i).field() == Field.PARENT ? edits.get(i).value() : last;
        }
        return owner(last);
    }

    private @Nullable Row owner(FieldValue value) {
        Row row = value instanceof FieldValue.Reference reference ? row(reference.target()) : null;
        return row == null ? null : row.survivor();
    }

    @Nullable
    Row row(RecordRef ref) {
        Row row = left.row(ref);
        return row == null ? right.row(ref) : row;
    }

    ModelServer server(Side side) {
        return side == Side.LEFT ? left : right;
    }
}
