package io.github.tandemsync.e2e.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.e2e.simulation.model.Row;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private final Scene scene = new Scene();

    @Test
    void aWriteThatIsToldIsFine() {
        Row row = scene.userCreates(Side.LEFT, "one");
        scene.report(Kind.LINKED, row);
        scene.report(Kind.CREATED, row);
        assertThat(scene.accounts(1)).isNull();
    }

    @Test
    void aWriteThatIsNotToldIsAViolation() {
        assertThat(scene.accounts(1)).isEqualTo(Invariant.ACCOUNTING);
    }

    @Test
    void aReportOfNoWriteIsAViolation() {
        scene.report(Kind.REMOVED, scene.userCreates(Side.LEFT, "one"));
        assertThat(scene.accounts(0)).isEqualTo(Invariant.ACCOUNTING);
    }
}
