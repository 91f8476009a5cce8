package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Edit;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which records are the same thing: those that descend from one user creation, those that users merged, and those of the two
 * sides that the match rule allows to be joined and the engine joined.
 */
public final class Families {
    private final ModelServer left;
    private final ModelServer right;
    private final Ledger ledger;
    private Agreement agreement;

    public Families(ModelServer left, ModelServer right, Ledger ledger, Agreement agreement) {
        this.left = left;
        this.right = right;
        this.ledger = ledger;
        this.agreement = agreement;
    }

    /** What is agreed on is another from now on; what was joined by a match rule may be joined still. */
    void agree(Agreement edited) {
        agreement = agreement.records().matching() ? edited.matched() : edited;
    }

    /** The record of that name on either side; null if there is none. */
    @Nullable
    Row row(RecordRef ref) {
        Row row = left.row(ref);
        return row == null ? right.row(ref) : row;
    }

    ModelServer server(Side side) {
        return side == Side.LEFT ? left : right;
    }

    /** Every family as the set of its origins; no two overlap. Reports links that nothing allows. */
    List<Long> all() {
        return all(ledger.everJoined());
    }

    /** As {@link #all()}, with only the given of all records that were ever joined. */
    List<Long> all(Set<LinkId> everJoined) {
        List<Long> families = new ArrayList<>();
        left.rows().forEach(row -> unite(families, row.origins()));
        right.rows().forEach(row -> unite(families, row.origins()));
        for (LinkId joined : everJoined) {
            join(families, joined);
        }
        return families;
    }

    private void join(List<Long> families, LinkId joined) {
        Row a = left.row(joined.left());
        Row b = right.row(joined.right());
        if (a == null || b == null) {
            ledger.report(Invariant.NO_WRONG_LINK, joined + " joins a record that never was");
            return;
        }
        boolean related = (of(families, a) & b.origins()) != 0;
        boolean onePair = agreement.of(a) == agreement.of(b);
        if (!related && !(onePair && agreement.of(a).matching() && shareDomain(a, b))) {
            ledger.report(Invariant.NO_WRONG_LINK, joined + " have nothing in common");
        }
        unite(families, a.origins() | b.origins());
    }

    private static boolean shareDomain(Row a, Row b) {
        Set<String> domains = new HashSet<>();
        for (Edit edit : a.edits()) {
            if (edit.field() == Field.DOMAIN && !edit.value().isEmpty()) {
                domains.add(Canonical.text(edit.value()));
            }
        }
        for (Edit edit : b.edits()) {
            if (edit.field() == Field.DOMAIN && domains.contains(Canonical.text(edit.value()))) {
                return true;
            }
        }
        return false;
    }

    private static void unite(List<Long> families, long origins) {
        long united = origins;
        for (int i = families.size() - 1; i >= 0; i--) {
            if ((families.get(i) & united) != 0) {
                united |= families.remove(i);
            }
        }
        families.add(united);
    }

    private static long of(List<Long> families, Row row) {
        for (long family : families) {
            if ((family & row.origins()) != 0) {
                return family;
            }
        }
        return row.origins();
    }

    /** Whether a record of the side is the same thing as some record of the other side. */
    boolean hasCounterpart(Side side, RecordRef ref) {
        Row row = server(side).row(ref);
        return row != null && anyOf(of(all(), row), server(side.other()), false) != null;
    }

    /** Some record of the server that belongs to the family; null if none. */
    static @Nullable Row anyOf(long family, ModelServer server, boolean live) {
        for (Row row : server.rows()) {
            if ((row.origins() & family) != 0 && (row.live() || !live)) {
                return row;
            }
        }
        return null;
    }
}
