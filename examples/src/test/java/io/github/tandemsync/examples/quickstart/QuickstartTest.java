package io.github.tandemsync.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole quickstart, once: real HTTP, a real store. */
class QuickstartTest {
    @TempDir
    static Path folder;

    private static final ByteArrayOutputStream OUT = new ByteArrayOutputStream();
    private static Result result;

    @BeforeAll
    static void run() {
        Screen screen = new Screen(new PrintStream(OUT, true, StandardCharsets.UTF_8), Style.PLAIN);
        result = Quickstart.run(screen, folder);
    }

    @Test
    void bothSidesAreInStepAtTheEnd() {
        assertThat(result.comparison().unexplained()).isEmpty();
        assertThat(result.comparison().linked()).isGreaterThan(200);
        assertThat(result.comparison().fields())
                .isEqualTo(8 * result.comparison().linked());
    }

    @Test
    void thePlanIsCarriedOutWhole() {
        assertThat(result.planned()).isGreaterThan(100);
        assertThat(result.applied().writes()).isEqualTo(result.planned());
        assertThat(result.applied().problems()).isEmpty();
    }

    @Test
    void theEditsAreMergedAndTheConflictIsRecorded() {
        assertThat(result.again().count(Kind.CONFLICT)).isEqualTo(1);
        assertThat(result.again().count(Kind.UNLINKED)).isEqualTo(1);
        assertThat(result.again().count(Kind.CREATED)).isEqualTo(1);
        assertThat(result.again().problems()).isEmpty();
    }

    @Test
    void theSameStoreOpenedAgainHasNothingToWrite() {
        assertThat(result.reopened().writes()).isZero();
        assertThat(result.reopened().problems()).isEmpty();
    }

    /** HubSpot has the limits of the smallest plan here. */
    @Test
    void theBudgetsKeepWithinTheLimits() {
        assertThat(result.throttled()).isZero();
    }

    @Test
    void plainOutputHasNoEscapes() {
        assertThat(OUT.toString(StandardCharsets.UTF_8))
                .contains("Both sides are in step")
                .doesNotContain("\u001b")
                .doesNotContain("\r");
    }
}
