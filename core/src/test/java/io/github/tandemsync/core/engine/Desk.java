package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Two shelves, a store, and a clock that only a test moves: a connection of the pairs "firms" and "people". */
final class Desk implements InstantSource {
    static final ConnectionId CONNECTION = new ConnectionId("desk");

    final ShelfConnector left = new ShelfConnector("left");
    final ShelfConnector right = new ShelfConnector("right");
    final InMemoryStateStore store = new InMemoryStateStore(this);
    private volatile Instant now = Instant.parse("2026-03-02T08:00:00Z");
    private final AtomicInteger ids = new AtomicInteger();

    @Override
    public Instant instant() {
        return now;
    }

    synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    /** So many firms and people on the left, and every second of them on the right too. */
    void fill(int many) {
        for (int i = 0; i < many; i++) {
            String id = Integer.toString(100 + i);
            for (String type : List.of("firm", "person")) {
                left.put(type, id, type + " " + id);
                if (i % 2 == 0) {
                    right.put(type, "r" + id, type + " " + id);
                }
            }
        }
    }

    SyncRunnerBuilder builder(String holder) {
        return builder(holder, DeletePolicy.UNLINK);
    }

    /** Whose pairs remove what has lost its counterpart. */
    SyncRunnerBuilder removing(String holder) {
        return builder(holder, DeletePolicy.ARCHIVE);
    }

    private SyncRunnerBuilder builder(String holder, DeletePolicy policy) {
        return builder(holder, pair("firms", "firm", policy)).pair(pair("people", "person", policy));
    }

    /** A runner of one pair. */
    SyncRunnerBuilder builder(String holder, ObjectPair pair) {
        return SyncRunner.builder()
                .connection("desk")
                .left(left)
                .right(right)
                .pair(pair)
                .stateStore(store)
                .clock(this)
                .ids(() -> "id-" + ids.incrementAndGet())
                .holder(holder)
                .roundSize(5);
    }

    /** A runner whose pairs are enabled. */
    SyncRunner runner() {
        return enabled(builder("runner").build());
    }

    /** A runner of the firms alone, by the given rule, enabled. */
    SyncRunner firms(FieldRule rule) {
        Variant variant = new Variant(left.type("firm"), right.type("firm"), List.of(rule));
        return enabled(builder(
                        "runner",
                        ObjectPair.builder("firms")
                                .variant(variant)
                                .match(SameName.MATCH)
                                .build())
                .build());
    }

    /** A runner of the firms alone, which removes what has lost its counterpart if it is told so, enabled. */
    SyncRunner firms(DeletePolicy policy, FieldRule... rules) {
        return enabled(builder("runner", firmsPair(policy, rules).build()).build());
    }

    ObjectPair.Builder firmsPair(DeletePolicy policy, FieldRule... rules) {
        return ObjectPair.builder("firms")
                .onRemoved(Side.LEFT, policy)
                .onRemoved(Side.RIGHT, policy)
                .variant(new Variant(left.type("firm"), right.type("firm"), List.of(rules)))
                .match(SameName.MATCH);
    }

    /** So many firms that both sides have, named alike. */
    void firmsInStep(int many) {
        for (int i = 0; i < many; i++) {
            String id = Integer.toString(10_000 + i);
            left.put("firm", id, "firm " + id);
            right.put("firm", "r" + id, "firm " + id);
        }
    }

    List<HistoryEntry> events(Kind... kinds) {
        return store.history(HistoryQuery.of(CONNECTION).kinds(Set.of(kinds)));
    }

    /** What the store knows of a firm. */
    Entry entry(Side side, String id) {
        RecordRef ref = shelf(side).type("firm").ref(id);
        return store.entries(new EntryQuery.ByRef(CONNECTION, new PairId("firms"), List.of(ref)))
                .get(0);
    }

    /** The last link of a firm, live or ended. */
    Link link(Side side, String id) {
        LinkId link = Contract.known(entry(side, id).link());
        return store.links(CONNECTION, new PairId("firms"), Set.of(link)).get(0);
    }

    static SyncRunner enabled(SyncRunner runner) {
        runner.pairs().ids().forEach(pair -> runner.pairs().enable(pair.value()));
        return runner;
    }

    private ObjectPair pair(String id, String type, DeletePolicy policy) {
        return ObjectPair.builder(id)
                .onRemoved(Side.LEFT, policy)
                .onRemoved(Side.RIGHT, policy)
                .variant(new Variant(left.type(type), right.type(type), List.of(new SameName())))
                .match(SameName.MATCH)
                .build();
    }

    /** What both sides hold, which is the same once they are in step. */
    boolean isInStep() {
        return left.names("firm").equals(right.names("firm"))
                && left.names("person").equals(right.names("person"));
    }

    ShelfConnector shelf(Side side) {
        return side == Side.LEFT ? left : right;
    }
}
