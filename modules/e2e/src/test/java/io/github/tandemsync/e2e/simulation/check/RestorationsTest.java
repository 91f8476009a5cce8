package io.github.tandemsync.e2e.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Models;
import io.github.tandemsync.e2e.simulation.model.Row;
import io.github.tandemsync.e2e.simulation.model.SystemBackup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What may come of it that the right system is put back: one case each way. */
class RestorationsTest {
    private final Scene scene = new Scene();
    private Row old = scene.userCreates(Side.LEFT, "old");
    private Row bereft = scene.userCreates(Side.LEFT, "since");

    @BeforeEach
    void putBack() {
        Row copy = scene.copied(old);
        SystemBackup backup = scene.right.backUp();
        Row lost = scene.copied(bereft);
        scene.userSets(copy, Field.NAME, "newer");
        scene.engineSets(old, Field.NAME, "newer");
        scene.ledger.restorations().putBack(scene.clock.nextEvent(), scene.right.putBack(backup));
        scene.ledger.restorations().shown(scene.clock.nextEvent());
        assertThat(lost.live()).isFalse();
        assertThat(copy.value(Field.NAME)).isEqualTo(Models.name("old").get(Field.NAME));
        scene.ended(bereft, lost);
    }

    @Test
    void whatDiffersSinceHasToBeReported() {
        told();
        assertThat(broken()).isEqualTo(Invariant.CONVERGENCE);
    }

    @Test
    void whatIsReportedMayDiffer() {
        told();
        differs();
        assertThat(broken()).isNull();
    }

    @Test
    void whatLostItsCounterpartHasToBeReported() {
        differs();
        assertThat(broken()).isEqualTo(Invariant.DELETE_FOLLOWED);
    }

    @Test
    void whatLostItsCounterpartIsNotRemoved() {
        told();
        differs();
        scene.engineRemoves(bereft);
        assertThat(broken()).isEqualTo(Invariant.NO_UNASKED_REMOVAL);
    }

    @Test
    void whatAUserRemovesSinceIsFollowed() {
        told();
        differs();
        Row copy = scene.right.rows().get(0);
        scene.right.remove(copy, Author.USER);
        scene.engineRemoves(old, copy);
        assertThat(broken()).isNull();
    }

    @Test
    void whatWasLostIsNotMadeAnew() {
        told();
        differs();
        scene.copied(bereft);
        assertThat(broken()).isEqualTo(Invariant.NO_RESURRECTION);
    }

    private void told() {
        scene.report(Kind.UNLINKED, bereft);
        scene.stands(bereft, EntryState.UNLINKED, null);
    }

    private void differs() {
        Row copy = scene.right.rows().get(0);
        scene.report(Kind.CONFLICT, old, "name", old.values(), copy.values(), true);
    }

    private @Nullable Invariant broken() {
        return scene.restored();
    }
}
