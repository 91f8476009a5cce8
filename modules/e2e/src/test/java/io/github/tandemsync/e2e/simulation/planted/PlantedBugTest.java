package io.github.tandemsync.e2e.simulation.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.e2e.simulation.world.Scenario;
import org.junit.jupiter.api.Test;

class PlantedBugTest {
    private static final String BUG = """
            # a comment
            name: a bug
            expect: SCOPE, NO_ECHO
            budget: 100
            scenario: late-runner
            tape: 1._4.2
            source: core/src/main/java/A.java
            --- find
              one();
            --- replace
              two();
              three();
            source: core/src/main/java/B.java
            --- find
            four();
            --- replace
            """;

    @Test
    void isReadFromText() {
        PlantedBug bug = PlantedBug.parse(BUG);
        assertThat(bug.name()).isEqualTo("a bug");
        assertThat(bug.about()).isEqualTo("a comment");
        assertThat(bug.scenario()).isEqualTo(Scenario.LATE_RUNNER);
        assertThat(bug.expected()).containsExactly("NO_ECHO", "SCOPE");
        assertThat(bug.budget()).isEqualTo(100);
        assertThat(bug.tapes()).containsExactly("1._4.2");
        assertThat(bug.edits())
                .containsExactly(
                        new PlantedBug.Edit("core/src/main/java/A.java", "one();", "two();\n  three();"),
                        new PlantedBug.Edit("core/src/main/java/B.java", "four();", ""));
    }

    @Test
    void changesTheSource() {
        PlantedBug bug = PlantedBug.parse(BUG);
        assertThat(bug.plant(path -> path.endsWith("A.java") ? "{ one(); }" : "{ four(); }"))
                .containsEntry("core/src/main/java/A.java", "{ two();\n  three(); }")
                .containsEntry("core/src/main/java/B.java", "{  }");
    }

    @Test
    void saysWhenItsTextIsGoneOrAmbiguous() {
        PlantedBug bug = PlantedBug.parse(BUG);
        assertThatThrownBy(() -> bug.plant(path -> "nothing"))
                .hasMessageContaining("a bug")
                .hasMessageContaining("no longer");
        assertThatThrownBy(() -> bug.plant(path -> "one(); one();")).hasMessageContaining("more than once");
    }

    @Test
    void needsItsLines() {
        assertThatThrownBy(() -> PlantedBug.parse("expect: SCOPE\nbudget: 1")).hasMessageContaining("name");
        assertThatThrownBy(() -> PlantedBug.parse("nam: x")).hasMessageContaining("nam: x");
    }
}
