package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.engine.ShelfConnector.Line;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rule of several fields moves as a whole, also where one part is edited while another one is written. */
class MixedPartsTest {
    private final Desk desk = new Desk();

    /** Name and phone, which are the same on both sides. */
    private record Both(ConflictResolver onConflict) implements Plain {
        @Override
        public String id() {
            return "whole";
        }

        @Override
        public Set<String> left() {
            return Set.of("name", "phone");
        }
    }

    @BeforeEach
    void fields() {
        desk.left.has("phone", FieldSchema.Kind.TEXT);
        desk.right.has("phone", FieldSchema.Kind.TEXT);
        desk.right.hasHistory();
    }

    @ParameterizedTest
    @EnumSource(names = {"UP", "ANSWERS_LOST"})
    void anEditOfOnePartUnderAWriteOfAnotherIsAConflict(Line line) {
        meet(ConflictResolver.MANUAL, line);

        assertThat(desk.events(Kind.CONFLICT)).hasSize(1);
        assertHold("Contoso AG", "1", "Contoso", "2");
    }

    @Test
    void theOneThatWinsIsTakenWhole() {
        meet(ConflictResolver.PREFER_LEFT, Line.UP);
        assertHold("Contoso AG", "1", "Contoso AG", "1");
    }

    @Test
    void soIsTheOneThatWasEditedMeanwhile() {
        meet(ConflictResolver.PREFER_RIGHT, Line.UP);
        assertHold("Contoso", "2", "Contoso", "2");
    }

    private void meet(ConflictResolver policy, Line line) {
        SyncRunner runner = desk.firms(DeletePolicy.UNLINK, new Both(policy));
        desk.left.put("firm", "1", "Contoso");
        desk.left.edit("firm", "1", "phone", "1");
        runner.runOnce();
        String copy = desk.right.ids("firm").get(0);
        desk.left.put("firm", "1", "Contoso AG");
        desk.right.onCall(call -> {
            if (call.startsWith("write")) {
                desk.right.onCall(any -> {});
                desk.right.edit("firm", copy, "phone", "2");
            }
        });
        desk.right.line(line);
        runner.runOnce();
        desk.right.line(Line.UP);
        desk.pass(Duration.ofMinutes(10));
        runner.runOnce();
    }

    private void assertHold(String leftName, String leftPhone, String rightName, String rightPhone) {
        String copy = desk.right.ids("firm").get(0);
        assertThat(desk.left.text("firm", "1", "name")).isEqualTo(leftName);
        assertThat(desk.left.text("firm", "1", "phone")).isEqualTo(leftPhone);
        assertThat(desk.right.text("firm", copy, "name")).isEqualTo(rightName);
        assertThat(desk.right.text("firm", copy, "phone")).isEqualTo(rightPhone);
    }
}
