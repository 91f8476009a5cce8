package io.github.tandemsync.e2e.http.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.e2e.http.storm.People.Act;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes share a connection through PostgreSQL, in slices of several seconds. Again and again the one that holds the lease is
 * suspended in the middle of its slice, for longer than its lease, and goes on when the other has taken over and written. The seed is
 * printed; it fixes the choices, not the timing. {@code -Dtandem.pauses=N -Dtandem.seed=S} ask for more pauses, or for a seed.
 */
@Tag("long")
@EnabledOnOs({OS.LINUX, OS.MAC})
class SuspendTest {
    private static final int PAUSES = Integer.getInteger("tandem.pauses", 2);
    private static final long SEED = Long.getLong("tandem.seed", System.nanoTime());
    private static final int ACTS = 150;
    private static final Duration SLICE = Duration.ofSeconds(5);

    /** So that a slice has work for seconds, and no call of the runner, which may be many requests, takes longer than a lease. */
    private static final Duration REQUEST = Duration.ofMillis(30);

    private static final Duration TAKEOVER = Duration.ofSeconds(10);

    private final LiveWorld world =
            new LiveWorld(SEED, EnumSet.of(Act.CREATE, Act.DELETE, Act.CLEAR, Act.EDIT_MONEY, Act.EDIT));
    private final Random random = new Random(SEED);
    private final List<Node> nodes = new ArrayList<>();
    private EmbeddedPostgres postgres;

    @TempDir
    Path directory;

    private record Node(String holder, Child child) {}

    @BeforeEach
    void begin() throws Exception {
        world.slow(REQUEST);
        postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        for (String holder : List.of("a", "b")) {
            List<String> arguments = List.of(store(), holder, String.valueOf(SLICE.toMillis()));
            nodes.add(new Node(holder, Child.start(directory, holder, arguments, world.site())));
        }
        for (Node node : nodes) {
            assertThat(node.child.awaitReady(LiveWorld.PATIENCE))
                    .as("%s", node.child.output())
                    .isTrue();
        }
    }

    @AfterEach
    void end() throws Exception {
        nodes.forEach(node -> node.child.kill());
        world.close();
        postgres.close();
    }

    @Test
    void whoIsSuspendedInItsSliceIsFencedAndNothingIsLostOrDoubled() throws Exception {
        int fenced = 0;
        int pauses = 0;
        for (; pauses < PAUSES || fenced < 1; pauses++) {
            assertThat(pauses)
                    .as("pauses, to come to one that hits work; seed %s", SEED)
                    .isLessThan(3 * PAUSES + 10);
            fenced += pause(pauses) ? 1 : 0;
        }
        world.rest();
        for (Node node : nodes) {
            assertThat(node.child.isAlive()).as("%s", node.child.output()).isTrue();
            node.child.kill();
        }
        System.out.println(
                "Suspend test, " + pauses + " pauses, " + fenced + " of them in the middle of work, " + world.done());
        world.judge(store());
    }

    /** Suspends whoever has the lease, and lets it go on later; true if the other one took it over, which the first one has to find. */
    private boolean pause(int number) throws Exception {
        world.busy(ACTS);
        switch (number % 3) {
            case 0 -> world.trap().afterWrite(1 + random.nextInt(4));
            case 1 -> world.trap().atArrival(1 + random.nextInt(60));
            default -> Thread.sleep(200 + random.nextInt(3000));
        }
        boolean met = number % 3 == 2 || world.trap().awaitSprung(Duration.ofSeconds(10));
        Node node = holding();
        if (node == null || !met) {
            release();
            return false;
        }
        int lost = losses(node);
        boolean taken;
        node.child.suspend();
        try {
            world.people().actOnWhatWasWritten();
            release();
            world.busy(ACTS);
            taken = awaitTakeOver(node);
            Thread.sleep(random.nextInt(2000));
        } finally {
            node.child.resume();
        }
        if (taken) {
            awaitLoss(node, lost);
        }
        return taken;
    }

    private void release() {
        world.trap().release();
        world.trap().off();
    }

    private static int losses(Node node) {
        return node.child.output().split(SyncChild.LOST, -1).length;
    }

    private @Nullable Node holding() throws SQLException {
        String holder = holder();
        return nodes.stream()
                .filter(node -> node.holder.equals(holder))
                .findFirst()
                .orElse(null);
    }

    private @Nullable String holder() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT holder FROM tandem_connection")) {
            return row.next() ? row.getString(1) : null;
        }
    }

    /** Whether the other one took over; one that is suspended within a commit keeps it waiting. */
    private boolean awaitTakeOver(Node suspended) throws Exception {
        long end = System.nanoTime() + TAKEOVER.toNanos();
        String holder = suspended.holder;
        while (suspended.holder.equals(holder) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
            holder = holder();
        }
        return holder != null && !suspended.holder.equals(holder);
    }

    private static void awaitLoss(Node node, int lost) throws InterruptedException {
        long end = System.nanoTime() + LiveWorld.PATIENCE.toNanos();
        while (losses(node) == lost) {
            assertThat(System.nanoTime())
                    .as("it says so in time: %s", node.child.output())
                    .isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private String store() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }
}
