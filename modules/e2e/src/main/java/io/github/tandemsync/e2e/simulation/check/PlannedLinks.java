package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.engine.PlanItem;
import io.github.tandemsync.core.engine.SyncPlan;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Judges a plan of links alone, and its application: the plan joins nothing, and the application what the plan names and nothing else.
 * What nobody has touched since before the plan, nor anything else of the same domain, has to be joined.
 */
public final class PlannedLinks {
    private final ModelServer left;
    private final ModelServer right;
    private final Ledger ledger;
    private final SortedMap<LinkId, List<Row>> named = new TreeMap<>();
    private final Map<RecordRef, Long> versions = new HashMap<>();

    /** Begins before the plan is made. */
    public PlannedLinks(ModelServer left, ModelServer right, Ledger ledger) {
        this.left = left;
        this.right = right;
        this.ledger = ledger;
        rows().forEach(row -> versions.put(row.ref(), row.version()));
    }

    private Stream<Row> rows() {
        return Stream.of(left, right).flatMap(server -> server.rows().stream());
    }

    /** The plan was made. */
    public void planned(SyncPlan plan) {
        for (PlanItem item : plan.items()) {
            RecordRef one = item.ref();
            RecordRef other = item.other();
            if (item.action() == PlanItem.Action.LINK && one != null && other != null) {
                LinkId id = item.side() == Side.LEFT ? new LinkId(one, other) : new LinkId(other, one);
                named.put(id, ofItsDomain(left.existing(id.left())));
            }
        }
    }

    private List<Row> ofItsDomain(Row row) {
        return rows().filter(
                        other -> other.live() && Canonical.equal(other.value(Field.DOMAIN), row.value(Field.DOMAIN)))
                .toList();
    }

    /** Called before the change of whoever plans or applies is in the ledger. */
    public void joins(StateChange change) {
        for (Link link : change.links()) {
            Link before = ledger.live(link.id().left());
            boolean isNew = link.live() && (before == null || !before.id().equals(link.id()));
            if (isNew && !named.containsKey(link.id())) {
                ledger.report(Invariant.DRY_RUN, "joined, and not named by the plan of links: " + link.id());
            }
        }
    }

    /**
     * The application has ended well.
     *
     * @return how many links were due
     */
    public int applied() {
        int due = 0;
        for (Map.Entry<LinkId, List<Row>> link : named.entrySet()) {
            if (isUntouched(link.getKey(), link.getValue())) {
                due++;
                if (!ledger.isLinked(link.getKey().left())) {
                    ledger.report(Invariant.DRY_RUN, "planned, not changed since, and not joined: " + link.getKey());
                }
            }
        }
        return due;
    }

    private boolean isUntouched(LinkId id, List<Row> then) {
        Row row = left.existing(id.left());
        return then.contains(right.existing(id.right()))
                && ofItsDomain(row).equals(then)
                && then.stream().noneMatch(Row::hidden)
                && everOfItsDomain(row).allMatch(this::isAsBefore);
    }

    // what came and went meanwhile may have been one more
    private Stream<Row> everOfItsDomain(Row row) {
        return rows().filter(other -> Checker.everHadDomainOf(row, other));
    }

    private boolean isAsBefore(Row row) {
        return versions.getOrDefault(row.ref(), 0L) == row.version();
    }
}
