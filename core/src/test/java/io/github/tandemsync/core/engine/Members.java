package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.ExitPolicy;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.RecordFilter;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import java.util.Set;

/** A desk whose firms have a name and a phone that are synced, and a kind that is not, by which they take part or not. */
final class Members {
    static final String MEMBER = "member";
    static final String FORMER = "former";

    final Desk desk = new Desk();

    Members() {
        for (Side side : Side.values()) {
            desk.shelf(side).has("phone", FieldSchema.Kind.TEXT);
            desk.shelf(side).has("kind", FieldSchema.Kind.TEXT);
        }
    }

    /** Lets in what is of one of the kinds. */
    static RecordFilter kind(String... wanted) {
        String kinds = String.join(" or ", wanted);
        return new RecordFilter() {
            @Override
            public Set<String> fields() {
                return Set.of("kind");
            }

            @Override
            public boolean accepts(Values values) {
                return Set.of(wanted).contains(values.orEmpty("kind").display());
            }

            @Override
            public String describe() {
                return "kind is " + kinds;
            }
        };
    }

    /** The firms, by the side's filter. */
    ObjectPair.Builder pair(Side side, ExitPolicy policy) {
        return plain().membershipFilter(side, kind(MEMBER)).onExit(side, policy);
    }

    /** The firms, by a filter on each side. */
    ObjectPair.Builder onBothSides(ExitPolicy onLeftExit, ExitPolicy onRightExit) {
        return pair(Side.LEFT, onLeftExit)
                .membershipFilter(Side.RIGHT, kind(MEMBER))
                .onExit(Side.RIGHT, onRightExit);
    }

    ObjectPair.Builder plain() {
        return desk.firmsPair(
                DeletePolicy.UNLINK,
                new SameField("name", ConflictResolver.MANUAL),
                new SameField("phone", ConflictResolver.MANUAL));
    }

    SyncRunner runner(Side side, ExitPolicy policy) {
        return runner(pair(side, policy));
    }

    SyncRunner runner(ObjectPair.Builder pair) {
        return Desk.enabled(desk.builder("runner", pair.build()).build());
    }

    /** A firm on both sides, in step and in on both. */
    SyncRunner inStep(SyncRunner runner) {
        for (Side side : Side.values()) {
            edit(side, "name", "Contoso");
            edit(side, "kind", MEMBER);
        }
        runner.runOnce();
        runner.runOnce();
        return runner;
    }

    static String id(Side side) {
        return side == Side.LEFT ? "1" : "r1";
    }

    RecordRef ref(Side side) {
        return desk.shelf(side).type("firm").ref(id(side));
    }

    void edit(Side side, String field, String text) {
        desk.shelf(side).edit("firm", id(side), field, text);
    }

    void leaves(Side side) {
        edit(side, "kind", FORMER);
    }

    void comesIn(Side side) {
        edit(side, "kind", MEMBER);
    }

    String text(Side side, String field) {
        return desk.shelf(side).text("firm", id(side), field);
    }

    Entry entry(Side side) {
        return desk.entry(side, id(side));
    }

    int count(Kind kind) {
        return desk.events(kind).size();
    }

    int writes() {
        return desk.left.calls("write").size() + desk.right.calls("write").size();
    }

    /** A run once nothing that was sent before can arrive any more. */
    void runLater(SyncRunner runner) {
        desk.pass(SyncRunnerBuilder.SETTLE_TIME.plus(Duration.ofSeconds(1)));
        runner.runOnce();
        runner.runOnce();
    }
}
