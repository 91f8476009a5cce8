package io.github.tandemsync.state.jdbc;

import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.PAIR;
import static io.github.tandemsync.testkit.StateSamples.TIME;
import static io.github.tandemsync.testkit.StateSamples.link;
import static io.github.tandemsync.testkit.StateSamples.linkId;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.testkit.StateSamples;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A process that is killed in the middle of its commits: what it acknowledged is there, and of the next all or nothing. */
abstract class Kills {
    private static final int ROWS = 40;

    /** The URL of a new, empty store. */
    abstract String url() throws Exception;

    abstract int kills();

    /** Commits numbers, and says each when it is committed. */
    static final class Committer {
        private Committer() {}

        public static void main(String[] args) {
            JdbcStateStore store = JdbcStateStore.open(args[0]);
            Lease lease = acquire(store);
            for (int number = Integer.parseInt(args[1]); ; number++) {
                store.commit(lease, change(number));
                System.out.println(number);
            }
        }
    }

    private static Lease acquire(JdbcStateStore store) {
        return store.acquire(CONNECTION, new HolderId("child"), Duration.ofDays(1))
                .orElseThrow();
    }

    private static StateChange change(int number) {
        StateChange change = new StateChange().pin("number", String.valueOf(number));
        for (int row = number * ROWS; row < (number + 1) * ROWS; row++) {
            change.put(EntryUpdate.raise(StateSamples.left(row), TIME)).put(link(row));
            change.record(StateSamples.event("run", HistoryEntry.Kind.LINKED, StateSamples.company(row), TIME));
        }
        return change;
    }

    @Test
    void whatWasAcknowledgedIsThereAndOfTheRestAllOrNothing() throws Exception {
        String url = url();
        int next = 0;
        for (int kill = 0; kill < kills(); kill++) {
            int acknowledged = runUntilKilled(url, next, 3 + 5 * kill);
            try (JdbcStateStore store = JdbcStateStore.open(url)) {
                // A server may still be busy with the last words of the dead; whoever has the lease comes after them.
                acquire(store);
                next = Integer.parseInt(store.connection(CONNECTION).pins().get("number")) + 1;
                assertThat(next).isGreaterThan(acknowledged);
                checkWhole(store, next);
            }
        }
    }

    private static void checkWhole(JdbcStateStore store, int commits) {
        long rows = (long) commits * ROWS;
        assertThat(store.count(CONNECTION, PAIR)).containsEntry(EntryState.UNMATCHED, rows);
        assertThat(store.countHistory(HistoryQuery.of(CONNECTION))).isEqualTo(rows);
        for (int number = 0; number < commits; number++) {
            List<LinkId> ids = IntStream.range(number * ROWS, (number + 1) * ROWS)
                    .mapToObj(StateSamples::linkId)
                    .toList();
            assertThat(store.links(CONNECTION, PAIR, ids)).hasSize(ROWS);
        }
        assertThat(store.links(CONNECTION, PAIR, List.of(linkId((int) rows)))).isEmpty();
    }

    /** The last number that the child acknowledged before it was killed. */
    private static int runUntilKilled(String url, int from, int commits) throws Exception {
        Process child = ChildJvm.start(Committer.class, url, String.valueOf(from));
        int last = -1;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            for (int seen = 1; line != null && seen < commits; seen++) {
                last = Integer.parseInt(line);
                line = lines.readLine();
            }
            // By its handle: Process.destroyForcibly also closes the pipe that is still to be read.
            child.toHandle().destroyForcibly();
            for (; line != null; line = lines.readLine()) {
                // A line may be cut by the kill; its number is then below the whole one.
                last = Math.max(last, Integer.parseInt("0" + line));
            }
        }
        assertThat(child.waitFor()).isNotZero();
        assertThat(last).isGreaterThanOrEqualTo(from);
        return last;
    }
}
