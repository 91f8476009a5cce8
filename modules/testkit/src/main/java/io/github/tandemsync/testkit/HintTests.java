package io.github.tandemsync.testkit;

import static io.github.tandemsync.testkit.StateSamples.ACCOUNTS;
import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.HOSTILE_ID;
import static io.github.tandemsync.testkit.StateSamples.PAIR;
import static io.github.tandemsync.testkit.StateSamples.TIME;
import static io.github.tandemsync.testkit.StateSamples.account;
import static io.github.tandemsync.testkit.StateSamples.company;
import static io.github.tandemsync.testkit.StateSamples.left;
import static io.github.tandemsync.testkit.StateSamples.right;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.CommitResult;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.Hint;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.Mark;
import io.github.tandemsync.core.state.StateChange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

interface HintTests extends StoreFixture {

    default void hint(Hint... hints) {
        store().hint(CONNECTION, List.of(hints));
    }

    private static Hint at(RecordRef ref) {
        return new Hint(PAIR, ref.type().equals(ACCOUNTS) ? Side.RIGHT : Side.LEFT, ref, TIME);
    }

    @Test
    default void aHintNeedsNoLeaseAndCreatesTheEntry() throws Exception {
        hint(at(account(1)), at(ACCOUNTS.ref(HOSTILE_ID)));
        reopened();
        assertThat(entry(account(1))).isEqualTo(right(1).withMark(new Mark(1, 0, TIME)));
        assertThat(entry(ACCOUNTS.ref(HOSTILE_ID)).side()).isEqualTo(Side.RIGHT);
    }

    @Test
    default void aHintRaisesAKnownEntrysMarkAndNothingElse() {
        Entry full = StateSamples.fullEntry(company(1));
        put(full);
        hint(at(company(1)));
        assertThat(entry(company(1))).isEqualTo(full.withMark(new Mark(1, 0, TIME)));
    }

    @Test
    default void severalHintsForOneRecordEachCount() {
        hint(at(company(1)), at(company(1)));
        hint(at(company(1)));
        assertThat(entry(company(1)).mark()).isEqualTo(new Mark(3, 0, TIME));
    }

    @Test
    default void aHintWorksWhileAnotherHoldsTheLease() {
        Lease lease = lease();
        hint(at(company(1)));
        assertThat(store().commit(lease, new StateChange().put(EntryUpdate.keep(left(2)))))
                .isEqualTo(CommitResult.COMMITTED);
        assertThat(dump().entries()).hasSize(2);
    }

    @Test
    default void noHintsAreNothing() {
        store().hint(CONNECTION, List.of());
        assertThat(dump().entries()).isEmpty();
    }

    @Test
    default void manyHintsAtOnce() {
        List<Hint> hints = new ArrayList<>();
        for (int i = 0; i < 2500; i++) {
            hints.add(at(company(i)));
        }
        store().hint(CONNECTION, hints);
        assertThat(store().count(CONNECTION, PAIR)).containsEntry(EntryState.UNMATCHED, 2500L);
    }

    @Test
    default void noHintIsLostWhileAnotherThreadCommits() throws Exception {
        int rounds = 150;
        Lease lease = lease();
        put(left(1));
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            CountDownLatch start = new CountDownLatch(1);
            Callable<Integer> hinting = () -> {
                start.await();
                for (int i = 0; i < rounds; i++) {
                    hint(at(company(1)), at(company(10 + i)));
                }
                return 0;
            };
            Callable<Integer> committing = () -> {
                start.await();
                for (int i = 0; i < rounds; i++) {
                    store().commit(lease, new StateChange().put(EntryUpdate.clear(entry(company(1)))));
                }
                return 0;
            };
            List<Future<Integer>> work =
                    List.of(threads.submit(hinting), threads.submit(hinting), threads.submit(committing));
            start.countDown();
            for (Future<Integer> each : work) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(entry(company(1)).mark().seq()).isEqualTo(2L * rounds);
        assertThat(dump().entries()).hasSize(rounds + 1);
    }
}
