package io.github.tandemsync.e2e.simulation.tape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    @Test
    void keepsOnlyWhatTheFailureNeeds() {
        Choices choices = Choices.seeded(3);
        for (int i = 0; i < 300; i++) {
            choices.below(64);
        }
        Tape shrunk = Shrinker.shrink(choices.tape(), tape -> count(tape, 50) >= 2, 20_000);
        assertThat(shrunk.numbers()).containsExactly(50, 50);
    }

    @Test
    void keepsPlacesThatMatter() {
        Tape shrunk = Shrinker.shrink(Tape.of(9, 8, 7, 6, 5, 4, 3), tape -> tape.at(4) >= 2, 20_000);
        assertThat(shrunk).isEqualTo(Tape.of(0, 0, 0, 0, 2));
    }

    @Test
    void stopsAtItsBudget() {
        AtomicInteger tried = new AtomicInteger();
        Shrinker.shrink(
                Tape.of(1, 2, 3, 4, 5, 6, 7, 8),
                tape -> {
                    tried.incrementAndGet();
                    return false;
                },
                5);
        assertThat(tried).hasValue(5);
    }

    private static int count(Tape tape, int atLeast) {
        int found = 0;
        for (int number : tape.numbers()) {
            found += number >= atLeast ? 1 : 0;
        }
        return found;
    }
}
