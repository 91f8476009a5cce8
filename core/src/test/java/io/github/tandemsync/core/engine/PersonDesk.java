package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.Link;
import java.util.EnumSet;
import java.util.List;

/** People on both sides of a desk, who are identified by their address. */
final class PersonDesk {
    final Desk desk = new Desk();
    final SyncRunner runner;
    private boolean broken;

    PersonDesk() {
        desk.left.has("mail", FieldSchema.Kind.TEXT);
        desk.right.has("mail", FieldSchema.Kind.TEXT);
        runner = another();
        Desk.enabled(runner);
        runner.runOnce();
    }

    /** Another runner of the same store. */
    SyncRunner another() {
        return desk.builder(
                        "runner",
                        desk.firmsPair(DeletePolicy.UNLINK, new SameName(), new SameField("mail"))
                                .match(new Identifying(SameField.match("mail"), this::check))
                                .build())
                .build();
    }

    /** From now on the match rule throws, and tells the value that it does not take. */
    void breaksRule(boolean value) {
        broken = value;
    }

    private void check(Values values) {
        if (broken) {
            throw new NumberFormatException(values.orEmpty("mail").display());
        }
    }

    static void person(ShelfConnector side, String id, String name) {
        side.put("firm", id, name);
        side.edit("firm", id, "mail", mail(name));
    }

    static String mail(String name) {
        return name + "@example.org";
    }

    RecordRef ref(Side side, String id) {
        return desk.shelf(side).type("firm").ref(id);
    }

    /** The record that the left one faces, or faced last. */
    RecordRef facing(String left) {
        return desk.link(Side.LEFT, left).ref(Side.RIGHT);
    }

    /** Merges as a system does whose survivors do not tell whom they took over. */
    void mergeUntold(Side side, String winner, String loser) {
        desk.shelf(side).merge("firm", winner, loser);
        desk.shelf(side).row(ref(side, winner)).predecessors.clear();
    }

    void everybodyDeletes() {
        for (Side side : Side.values()) {
            List.copyOf(desk.shelf(side).ids("firm"))
                    .forEach(id -> desk.shelf(side).remove("firm", id));
        }
        runner.runOnce();
    }

    /** Nothing that the store holds shows a value, and nobody takes part. */
    void nothingIsKept() {
        List<HistoryEntry> history = desk.store.history(HistoryQuery.of(Desk.CONNECTION));
        assertThat(history)
                .allMatch(event -> event.before().isEmpty() && event.after().isEmpty() && event.contest() == null);
        PairId pair = new PairId("firms");
        List<Entry> entries = desk.store.entries(
                new EntryQuery.InState(Desk.CONNECTION, pair, EnumSet.allOf(EntryState.class), null, Batches.STORE));
        assertThat(entries).allMatch(entry -> entry.digests().isEmpty() && entry.state() != EntryState.LINKED);
        List<Link> links = desk.store.links(Desk.CONNECTION, pair, Links.ids(entries));
        assertThat(links)
                .isNotEmpty()
                .allMatch(link -> !link.live()
                        && link.rules().values().stream()
                                .allMatch(rule -> rule.leftBase() == null && rule.rightBase() == null));
    }

    void isKeptOut(Side side, String id) {
        Entry entry = desk.entry(side, id);
        assertThat(entry.state()).isEqualTo(EntryState.EXCLUDED);
        assertThat(Contract.known(entry.reason()).code()).isEqualTo("erased");
    }
}
