package io.github.tandemsync.e2e.simulation.planted;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.e2e.simulation.TandemEngine;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HuntTest {
    private static final String RULES =
            "modules/e2e/src/main/java/io/github/tandemsync/e2e/simulation/world/TextRule.java";

    @Test
    void findsABugThatIsCompiledIn() {
        PlantedBug blind = PlantedBug.parse("""
                name: a rule that sees no difference
                expect: CONVERGENCE, NO_INVENTION, NO_SILENT_LOST_UPDATE
                budget: 500
                source: %s
                --- find
                return all(field -> Canonical.equal(base.orEmpty(field.on(side)), now.orEmpty(field.on(side))));
                --- replace
                return true;
                """.formatted(RULES));
        Hunt.Result result = hunt(blind).run(1, 2);
        assertThat(result.violation()).as(result.toString()).isNotNull();
        assertThat(result.tape()).isNotNull();
    }

    @Test
    void namesATapeThatNoLongerShowsTheBug() {
        PlantedBug harmless = PlantedBug.parse("""
                name: nothing wrong
                expect: NO_SUCH_INVARIANT
                budget: 1
                tape: 1._4.2
                source: %s
                --- find
                return direction;
                --- replace
                return this.direction;
                """.formatted(RULES));
        Hunt.Result result = hunt(harmless).run(1, 1);
        assertThat(result.stale()).containsExactly("1._4.2");
        assertThat(result.toString()).contains("does not show it any more: 1._4.2");
    }

    @Test
    void saysWhenTheBudgetIsUsedUp() {
        PlantedBug harmless = PlantedBug.parse("""
                name: nothing wrong
                expect: NO_SUCH_INVARIANT
                budget: 5
                source: %s
                --- find
                return direction;
                --- replace
                return this.direction;
                """.formatted(RULES));
        Hunt.Result result = hunt(harmless).run(1, 1);
        assertThat(result.violation()).isNull();
        assertThat(result.toString()).isEqualTo("nothing wrong: NOT FOUND in 5 histories");
    }

    @Test
    void aMutantLivesInItsOwnLoader() throws ClassNotFoundException {
        MutantLoader loader = new MutantLoader(Map.of(), HuntTest.class.getClassLoader());
        assertThat(loader.loadClass(TandemEngine.class.getName())).isNotEqualTo(TandemEngine.class);
        assertThat(loader.loadClass("java.lang.String")).isEqualTo(String.class);
    }

    private static Hunt hunt(PlantedBug bug) {
        return new Hunt(bug, PlantedBugs::source, TandemEngine.Maker.class.getName());
    }
}
