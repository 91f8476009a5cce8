package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.RecordFilter;
import io.github.tandemsync.core.state.EntryState;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From an answer that lacks the field which says whether a record may start, nothing is concluded. */
class EntryFilterTest {
    private static final RecordFilter NOT_SECRET = new OrderDesk.Unlike("secret", "yes");

    private final Desk desk = new Desk();

    @BeforeEach
    void theLeftHasAFieldThatNoRuleMaps() {
        desk.left.has("secret", FieldSchema.Kind.TEXT);
    }

    @Test
    void aRecordOfWhichTheFieldIsMissingIsLookedAtAgain() {
        SyncRunner runner = filtered();
        runner.runOnce();
        secret("1", "a secret");
        desk.left.put("firm", "2", "a known one");
        desk.left.edit("firm", "2", "secret", "no");
        desk.left.omits("secret");

        runner.runOnce();

        assertThat(desk.right.names("firm")).isEmpty();
        assertUnknown("1");
        desk.left.omits("");
        desk.pass(Duration.ofHours(1));
        runner.runOnce();
        assertThat(desk.right.names("firm")).containsExactly("a known one");
        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.EXCLUDED);
    }

    @Test
    void atFirstContactItIsNotMatchedEither() {
        secret("1", "a secret");
        desk.right.put("firm", "r1", "a secret");
        desk.left.omits("secret");
        SyncRunner runner = filtered();

        runner.runOnce();

        assertUnknown("1");
        assertThat(desk.entry(Side.LEFT, "1").link()).isNull();
        assertThat(desk.left.names("firm")).as("no double is made of it").hasSize(1);
        desk.left.omits("");
        desk.pass(Duration.ofHours(1));
        runner.runOnce();
        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.EXCLUDED);
    }

    @Test
    void afterAnEditOfThePairItIsLookedAtAgain() {
        SyncRunner all = desk.firms(DeletePolicy.UNLINK, new SameName());
        all.runOnce();
        secret("1", "a secret");
        filtered().runOnce();
        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.EXCLUDED);
        desk.left.omits("secret");
        SyncRunner runner = Desk.enabled(desk.builder(
                        "runner",
                        desk.firmsPair(DeletePolicy.UNLINK, new SameName())
                                .entryFilter(Side.LEFT, new OrderDesk.Unlike("secret", "yes, still"))
                                .build())
                .build());

        runner.runOnce();

        assertUnknown("1");
        assertThat(desk.right.names("firm")).isEmpty();
        desk.left.omits("");
        desk.pass(Duration.ofHours(1));
        runner.runOnce();
        assertThat(desk.right.names("firm")).containsExactly("a secret");
    }

    private void secret(String id, String name) {
        desk.left.put("firm", id, name);
        desk.left.edit("firm", id, "secret", "yes");
    }

    private void assertUnknown(String id) {
        assertThat(desk.entry(Side.LEFT, id).state()).isEqualTo(EntryState.FAILING);
        assertThat(Contract.known(desk.entry(Side.LEFT, id).reason()).code()).isEqualTo("field-unknown");
    }

    private SyncRunner filtered() {
        return Desk.enabled(desk.builder(
                        "runner",
                        desk.firmsPair(DeletePolicy.UNLINK, new SameName())
                                .entryFilter(Side.LEFT, NOT_SECRET)
                                .build())
                .build());
    }
}
