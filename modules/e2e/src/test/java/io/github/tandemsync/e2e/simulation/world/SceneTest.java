package io.github.tandemsync.e2e.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.e2e.simulation.tape.Choices;
import io.github.tandemsync.e2e.simulation.tape.Tape;
import java.util.List;
import org.junit.jupiter.api.Test;

class SceneTest {
    private static final Scene BEFORE_THE_RUN = new Scene(1, 0, SmallActs.Act.DELETE.on(Side.RIGHT));
    private static final Scene MEANWHILE = new Scene(1, 2, SmallActs.Act.EDIT.on(Side.LEFT));
    private static final Scene THEN = new Scene(1, 3, SmallActs.Act.CREATE.on(Side.LEFT));
    private static final Scene LATER = new Scene(3, 0, SmallActs.Act.CLEAR.on(Side.LEFT));

    @Test
    void whatTheRunSawAndWhatWasDoneLaterStaysWhereItIs() {
        List<Scene> scenes = List.of(BEFORE_THE_RUN, LATER);
        assertThat(Scene.orders(scenes, 1)).containsExactly(scenes);
    }

    @Test
    void whatWasDoneMeanwhileGoesBeforeTheRunOrAfterItInTheSameOrder() {
        assertThat(Scene.orders(List.of(BEFORE_THE_RUN, MEANWHILE, THEN), 1))
                .containsExactly(
                        List.of(BEFORE_THE_RUN, MEANWHILE, THEN),
                        List.of(BEFORE_THE_RUN, MEANWHILE, at(2, THEN)),
                        List.of(BEFORE_THE_RUN, at(2, MEANWHILE), at(2, THEN)),
                        List.of(BEFORE_THE_RUN, at(1, MEANWHILE), THEN),
                        List.of(BEFORE_THE_RUN, at(1, MEANWHILE), at(2, THEN)),
                        List.of(BEFORE_THE_RUN, at(1, MEANWHILE), at(1, THEN)));
    }

    @Test
    void withoutACrashThereIsOneOrder() {
        List<Scene> scenes = List.of(MEANWHILE, THEN);
        assertThat(Scene.orders(scenes, -1)).containsExactly(scenes);
    }

    @Test
    void aTapeSaysWhatPeopleDo() {
        List<Scene> scenes = List.of(BEFORE_THE_RUN, MEANWHILE);
        Choices choices = Choices.replay(Scene.tape(scenes, Tape.of(0, 1, 1, 3, 1, 2, 5, 5)));
        assertThat(List.of(0, 1, 1, 2, Plot.WRITTEN, 2))
                .allSatisfy(number -> assertThat(choices.below(9)).isEqualTo(number));
        assertThat(Scene.drawn(choices, 2)).isEqualTo(scenes);
    }

    private static Scene at(int run, Scene scene) {
        return new Scene(run, 0, scene.deed());
    }
}
