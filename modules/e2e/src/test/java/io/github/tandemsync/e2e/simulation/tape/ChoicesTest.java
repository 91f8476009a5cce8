package io.github.tandemsync.e2e.simulation.tape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChoicesTest {
    @Test
    void aTapeReplaysWhatWasDrawn() {
        Choices first = Choices.seeded(42);
        List<Integer> drawn = draw(first);
        assertThat(draw(Choices.replay(first.tape()))).isEqualTo(drawn);
        assertThat(draw(Choices.replay(Tape.parse(first.tape().toString())))).isEqualTo(drawn);
    }

    @Test
    void seedsDiffer() {
        assertThat(draw(Choices.seeded(1))).isNotEqualTo(draw(Choices.seeded(2)));
    }

    @Test
    void everyChoiceIsDrawnAboutEquallyOften() {
        int[] seen = new int[8];
        Choices choices = Choices.seeded(7);
        for (int i = 0; i < 8_000; i++) {
            seen[choices.below(8)]++;
        }
        assertThat(seen).satisfies(counts -> {
            for (int count : counts) {
                assertThat(count).isBetween(850, 1150);
            }
        });
    }

    @Test
    void anEndedTapeMakesThePlainestChoices() {
        Choices choices = Choices.replay(Tape.of());
        assertThat(choices.below(10)).isZero();
        assertThat(choices.chance(9, 10)).isFalse();
        assertThat(choices.pick("first", "second")).isEqualTo("first");
    }

    @Test
    void aTapeOfAnotherProgramStaysWithinBounds() {
        assertThat(Choices.replay(Tape.of(17)).below(5)).isEqualTo(2);
    }

    @Test
    void successorsMeetEveryHistoryOnce() {
        List<String> met = new ArrayList<>();
        Tape tape = Tape.of(1);
        while (tape != null) {
            Choices choices = Choices.replay(tape);
            int fixed = choices.below(2);
            int first = choices.below(3);
            met.add(fixed + " " + first + (first == 1 ? " " + choices.below(2) : ""));
            tape = choices.successor(1);
        }
        assertThat(met).containsExactly("1 0", "1 1 0", "1 1 1", "1 2");
    }

    @Test
    void textIsCompactAndReadsBack() {
        Tape tape = Tape.of(0, 0, 0, 0, 35, 36, 0, 1295, 0, 0, 7);
        assertThat(tape.toString()).isEqualTo("_4.z.10.0.zz.0.0.7");
        assertThat(Tape.parse(tape.toString())).isEqualTo(tape);
        assertThat(Tape.parse("")).isEqualTo(Tape.of());
    }

    private static List<Integer> draw(Choices choices) {
        List<Integer> drawn = new ArrayList<>();
        for (int bound = 1; bound < 400; bound++) {
            drawn.add(choices.below(bound));
        }
        return drawn;
    }
}
