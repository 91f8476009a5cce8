package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.HistoryQuery;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The process dies between a write and its answer, and before the next one looks, somebody takes back what was done. */
class CameBackTest {
    private static final Duration LATER = Duration.ofMinutes(3);

    private final Desk desk = new Desk();

    CameBackTest() {
        desk.left.put("firm", "1", "Contoso");
        desk.right.put("firm", "r1", "Contoso");
        run();
    }

    @Test
    void aRecordThatIsBroughtBackGetsANewCounterpart() {
        desk.left.remove("firm", "1");
        dieAfter(() -> desk.right.remove("firm", "r1"));
        desk.left.put("firm", "1", "Contoso");

        run();

        assertThat(desk.left.names("firm")).containsExactly("Contoso");
        assertThat(desk.right.names("firm")).containsExactly("Contoso");
        assertThat(events(Kind.RESTORED)).hasSize(1);
    }

    @Test
    void aCounterpartThatIsBroughtBackGoesOnAlone() {
        desk.left.remove("firm", "1");
        dieAfter(() -> {
            desk.right.remove("firm", "r1");
            desk.right.put("firm", "r1", "Contoso");
        });

        run();

        assertThat(desk.right.names("firm")).containsExactly("Contoso");
        assertThat(desk.left.names("firm")).isEmpty();
        assertThat(events(Kind.UNLINKED))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.detail()).contains("whether somebody brought it back can not be told"));
        assertThat(runner().explain(desk.right.type("firm").ref("r1"))
                        .views()
                        .get(0)
                        .entry()
                        .state())
                .isEqualTo(EntryState.UNLINKED);
    }

    /** Nothing says that anybody touched it. */
    @Test
    void aCounterpartWhoseRemovalDidNotArriveIsRemoved() {
        desk.left.remove("firm", "1");
        dieAfter(() -> {});

        run();

        assertThat(desk.right.names("firm")).isEmpty();
        assertThat(events(Kind.UNLINKED)).isEmpty();
    }

    @Test
    void aValueThatIsPutBackIsWrittenAgainAndNamed() {
        desk.left.put("firm", "1", "Fabrikam");
        dieAfter(() -> {
            desk.right.put("firm", "r1", "Fabrikam");
            desk.right.put("firm", "r1", "Contoso");
        });

        run();

        assertThat(desk.right.names("firm")).containsExactly("Fabrikam");
        assertThat(events(Kind.CONFLICT)).singleElement().satisfies(event -> {
            assertThat(event.before()).isEqualTo(Values.of("name", FieldValue.text("Contoso")));
            assertThat(event.detail()).contains("whether this was put back can not be told");
        });
    }

    /** It is an edit if the write ran, which nobody can tell any more. */
    @Test
    void aValueThatIsTakenBackAtItsSourceIsNamedWhenAnotherOneIsWrittenOverIt() {
        desk.left.put("firm", "1", "Fabrikam");
        dieAfter(() -> desk.right.put("firm", "r1", "Fabrikam"));
        desk.left.put("firm", "1", "Contoso");
        desk.right.put("firm", "r1", "Northwind");

        run();

        assertThat(desk.left.names("firm")).containsExactly("Northwind");
        assertThat(events(Kind.CONFLICT)).singleElement().satisfies(event -> {
            assertThat(event.before()).isEqualTo(Values.of("name", FieldValue.text("Contoso")));
            assertThat(event.detail()).contains("whether this was put back can not be told");
        });
    }

    @Test
    void aValueThatDidNotArriveIsWrittenAgainWithoutAWord() {
        desk.left.put("firm", "1", "Fabrikam");
        dieAfter(() -> {});

        run();

        assertThat(desk.right.names("firm")).containsExactly("Fabrikam");
        assertThat(events(Kind.CONFLICT)).isEmpty();
    }

    private SyncRunner runner() {
        return Desk.enabled(desk.removing("runner").build());
    }

    /** Twice, for what a run leaves to be looked at again. */
    private void run() {
        SyncRunner runner = runner();
        runner.runOnce();
        desk.pass(LATER);
        runner.runOnce();
    }

    /** What happens on the right once a write has been sent, of which the sender hears no more. */
    private void dieAfter(Runnable deed) {
        SyncRunner runner = runner();
        desk.right.onCall(call -> {
            if (call.startsWith("write")) {
                deed.run();
                throw new Death();
            }
        });
        assertThatThrownBy(runner::runOnce).isInstanceOf(Death.class);
        desk.right.onCall(call -> {});
        desk.pass(LATER);
    }

    private List<HistoryEntry> events(Kind kind) {
        return desk.store.history(HistoryQuery.of(new ConnectionId("desk"))).stream()
                .filter(event -> event.kind() == kind)
                .toList();
    }

    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }
}
