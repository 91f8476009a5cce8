package io.github.tandemsync.e2e.http.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.e2e.http.storm.People.Act;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that syncs is killed again and again while people work on both sides. The systems live on in this process. The seed is
 * printed; it fixes the choices, not the timing. {@code -Dtandem.kills=N -Dtandem.seed=S} ask for more kills, or for a seed.
 */
@Tag("long")
class KillTest {
    private static final int KILLS = Integer.getInteger("tandem.kills", 30);
    private static final long SEED = Long.getLong("tandem.seed", System.nanoTime());
    private static final int ACTS = 120;

    /** Merges are for {@link HardWeatherTest}; others that are left out as a rule: {@code docs/kill-test.md}. */
    private static final Set<Act> ACTS_OF_PEOPLE = Boolean.getBoolean("tandem.kill.thorough")
            ? EnumSet.complementOf(EnumSet.of(Act.MERGE))
            : EnumSet.of(Act.CREATE, Act.DELETE, Act.CLEAR, Act.EDIT_MONEY, Act.EDIT);

    /** When a child dies. */
    private enum Moment {
        /** A write has been committed and is not answered. */
        AFTER_WRITE,
        /** A request has arrived; it is carried out when the child is dead. */
        AT_ARRIVAL,
        /** Any time. */
        ANY
    }

    private final LiveWorld world = new LiveWorld(SEED, ACTS_OF_PEOPLE);
    private final Random random = new Random(SEED);
    /** What the last child said. */
    private String words = "";

    @TempDir
    Path directory;

    @AfterEach
    void end() throws InterruptedException {
        world.close();
    }

    @Test
    void killingTheProcessLosesNothingAndDoublesNothing() throws Exception {
        Map<Moment, Integer> kills = new EnumMap<>(Moment.class);
        for (int life = 0; life < KILLS || kills.getOrDefault(Moment.AFTER_WRITE, 0) < 5; life++) {
            assertThat(life)
                    .as(
                            "lives, to come to the kills that are wanted, and not only to %s; seed %s; the last: %s",
                            kills, SEED, words)
                    .isLessThan(3 * KILLS + 20);
            kills.merge(live(life), 1, Integer::sum);
        }
        world.rest();
        System.out.println("Kill test, kills " + kills + ", " + world.done());
        world.judge(store());
    }

    private String store() {
        return "jdbc:sqlite:" + directory.resolve("state.db");
    }

    /** One child, from its start to its death. */
    private Moment live(int life) throws IOException, InterruptedException {
        Moment wanted = life % 3 == 0 ? Moment.AFTER_WRITE : life % 3 == 1 ? Moment.AT_ARRIVAL : Moment.ANY;
        // A child of another name has to wait until the lease of the one before has run out.
        world.busy(ACTS); // however slowly the child starts
        Child child = Child.start(
                directory, "life-" + life, List.of(store(), life % 10 == 9 ? "other" : "node"), world.site());
        Moment met;
        boolean alive;
        try {
            assertThat(child.awaitReady(LiveWorld.PATIENCE))
                    .as("%s", child.output())
                    .isTrue();
            met = await(wanted);
            alive = child.isAlive();
        } finally {
            child.kill();
            words = child.output();
        }
        world.people().actOnWhatWasWritten();
        world.trap().release();
        world.trap().off();
        assertThat(alive)
                .as("the child lived until it was killed: %s", child.output())
                .isTrue();
        return met;
    }

    /** Waits for the moment; if it does not come in time, although people go on, for any. */
    private Moment await(Moment wanted) throws InterruptedException {
        switch (wanted) {
            case AFTER_WRITE -> world.trap().afterWrite(1 + random.nextInt(4));
            case AT_ARRIVAL -> world.trap().atArrival(1 + random.nextInt(60));
            case ANY -> Thread.sleep(20 + random.nextInt(1000));
        }
        for (int i = 0; wanted != Moment.ANY && i < 5; i++) {
            if (world.trap().awaitSprung(Duration.ofSeconds(3))) {
                return wanted;
            }
            world.busy(ACTS / 4); // a child that starts slowly finds everything done, and writes it at one go
        }
        return Moment.ANY;
    }
}
