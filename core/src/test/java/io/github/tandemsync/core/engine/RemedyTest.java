package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.rule.ConflictResolver;
import org.junit.jupiter.api.Test;

/** What waits for a person says what the person can do. */
class RemedyTest {
    private final Desk desk = new Desk();
    private final SyncRunner runner = desk.firms(new SameName(ConflictResolver.MANUAL));
    private final ObjectType firms = desk.left.type("firm");

    @Test
    void severalMatchAtFirstContactAndLater() {
        twins("first");
        runner.runOnce();
        twins("second");
        runner.runOnce();

        for (String id : new String[] {"first-1", "second-1"}) {
            assertThat(runner.explain(firms.ref(id)).text())
                    .contains("AMBIGUOUS (several-match")
                    .contains("merge those that are the same, or change what the rule compares in the others");
        }
    }

    private void twins(String name) {
        desk.left.put("firm", name + "-1", name);
        desk.left.put("firm", name + "-2", name);
        desk.right.put("firm", name, name);
    }

    @Test
    void bothEdited() {
        desk.left.put("firm", "1", "Contoso");
        desk.right.put("firm", "r1", "Contoso");
        runner.runOnce();
        desk.left.put("firm", "1", "Contoso AG");
        desk.right.put("firm", "r1", "Contoso GmbH");
        runner.runOnce();

        assertThat(runner.explain(firms.ref("1")).text())
                .contains("both-edited")
                .contains("give both the value that is right");
        desk.right.put("firm", "r1", "Contoso AG");
        runner.runOnce();
        assertThat(runner.explain(firms.ref("1")).text()).contains("agreed: name");
    }

    @Test
    void needsConsent() {
        for (int i = 10; i < 35; i++) {
            desk.left.put("firm", "" + i, "name " + i);
            desk.right.put("firm", "r" + i, "name " + i);
        }
        runner.runOnce();
        for (int i = 10; i < 35; i++) {
            desk.left.put("firm", "" + i, "");
        }
        runner.runOnce();

        assertThat(runner.explain(firms.ref("34")).text())
                .contains("needs-consent")
                .contains("pairs().consentToRemovals(\"firms\", n)");
    }
}
