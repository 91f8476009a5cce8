package io.github.tandemsync.state.jdbc;

import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.OTHER_PAIR;
import static io.github.tandemsync.testkit.StateSamples.PAIR;
import static io.github.tandemsync.testkit.StateSamples.everything;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.state.CommitResult;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.core.state.StateStoreException;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import io.github.tandemsync.testkit.ManualClock;
import io.github.tandemsync.testkit.StateSamples;
import io.github.tandemsync.testkit.StoreDump;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A commit that is cut off anywhere leaves all or nothing. */
abstract class CommitCrashes {
    private static final HolderId RUNNER = new HolderId("runner");
    static final int ENOUGH = 500;

    final ManualClock clock = new ManualClock(StateSamples.TIME);

    /** A connection to a new, empty store of the given number. */
    abstract Connection fresh(int number) throws SQLException;

    /** Another connection to the newest store, which has that number. */
    abstract Connection again(int number) throws SQLException;

    abstract Dialect dialect();

    static Lease lease(StateStore store) {
        return store.acquire(CONNECTION, RUNNER, Duration.ofHours(1)).orElseThrow();
    }

    static StoreDump dump(StateStore store) {
        List<LinkId> ids =
                IntStream.range(0, 100).mapToObj(StateSamples::linkId).toList();
        return StoreDump.of(store, CONNECTION, List.of(PAIR, OTHER_PAIR), ids);
    }

    /** What a store holds after the given changes, by one that can not be cut off. */
    StoreDump expected(StateChange... changes) {
        InMemoryStateStore store = new InMemoryStateStore(clock);
        for (StateChange change : changes) {
            store.commit(lease(store), change);
        }
        return dump(store);
    }

    @Test
    void aCrashBetweenAnyTwoStatementsLeavesAllOrNothing() throws Exception {
        StoreDump before = expected(everything(20));
        StoreDump after = expected(everything(20), everything(30));
        int survived = 0;
        int n = 0;
        for (boolean fired = true; fired; n++) {
            assertThat(n).isLessThan(ENOUGH);
            fired = crash(n, everything(30));
            try (JdbcStateStore reopened = new JdbcStateStore(again(n), dialect(), clock)) {
                StoreDump found = dump(reopened);
                assertThat(found.equals(before) || found.equals(after)).isTrue();
                survived += found.equals(after) ? 1 : 0;
                assertThat(reopened.commit(lease(reopened), everything(40))).isEqualTo(CommitResult.COMMITTED);
            }
        }
        // Cut after the commit itself, and not at all.
        assertThat(survived).isEqualTo(2);
        assertThat(n).isGreaterThan(20);
    }

    /** The store cannot be left with half a pair. */
    @Test
    void aPairIsForgottenWholeOrNotAtAll() throws Exception {
        StoreDump before = expected(everything(20));
        StoreDump after = expected(everything(20), everything(30).forget(PAIR));
        boolean fired = true;
        for (int n = 0; fired; n++) {
            assertThat(n).isLessThan(ENOUGH);
            fired = crash(n, everything(30).forget(PAIR));
            try (JdbcStateStore reopened = new JdbcStateStore(again(n), dialect(), clock)) {
                assertThat(dump(reopened)).isIn(before, after);
            }
        }
    }

    /** Whether the commit came to its n-th call. */
    private boolean crash(int n, StateChange change) throws SQLException {
        Connection real = fresh(n);
        FailingConnection failing = new FailingConnection(real);
        JdbcStateStore store = new JdbcStateStore(failing.connection(), dialect(), clock);
        store.commit(lease(store), everything(20));
        Lease lease = lease(store);
        failing.failAfter(n, true);
        try {
            store.commit(lease, change);
        } catch (StateStoreException e) {
            assertThat(failing.fired()).isTrue();
            assertThatThrownBy(() -> store.commit(lease, everything(40))).isInstanceOf(StateStoreException.class);
        }
        real.close();
        return failing.fired();
    }

    @Test
    void aStatementThatFailsAloneIsTakenBackAndTheStoreGoesOn() throws Exception {
        StoreDump before = expected(everything(20));
        StoreDump after = expected(everything(20), everything(30));
        FailingConnection failing = new FailingConnection(fresh(0));
        try (JdbcStateStore store = new JdbcStateStore(failing.connection(), dialect(), clock)) {
            store.commit(lease(store), everything(20));
            Lease lease = lease(store);
            for (int n = 0; n < 20; n++) {
                failing.failAfter(n, false);
                assertThatThrownBy(() -> store.commit(lease, everything(30))).isInstanceOf(StateStoreException.class);
                assertThat(dump(store)).isEqualTo(before);
            }
            failing.heal();
            assertThat(store.commit(lease, everything(30))).isEqualTo(CommitResult.COMMITTED);
            assertThat(dump(store)).isEqualTo(after);
        }
    }
}
