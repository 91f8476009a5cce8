package io.github.tandemsync.testkit;

import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.PAIR;
import static io.github.tandemsync.testkit.StateSamples.TIME;
import static io.github.tandemsync.testkit.StateSamples.company;
import static io.github.tandemsync.testkit.StateSamples.left;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.Hint;
import io.github.tandemsync.core.state.Mark;
import io.github.tandemsync.core.state.StateChange;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

interface MarkTests extends StoreFixture {
    Instant LATER = TIME.plusSeconds(60);

    default Mark mark() {
        return entry(company(1)).mark();
    }

    default void update(EntryUpdate update) {
        commit(new StateChange().put(update));
    }

    default void hintFirst(Instant due) {
        store().hint(CONNECTION, List.of(new Hint(PAIR, Side.LEFT, company(1), due)));
    }

    @Test
    default void aNewEntryStartsWithoutAMark() {
        put(left(1));
        assertThat(mark()).isEqualTo(Mark.NONE);
    }

    @Test
    default void raisingCountsUpAndKeepsTheEarlierTime() {
        update(EntryUpdate.raise(left(1), LATER));
        assertThat(mark()).isEqualTo(new Mark(1, 0, LATER));
        update(EntryUpdate.raise(left(1), TIME));
        assertThat(mark()).isEqualTo(new Mark(2, 0, TIME));
        update(EntryUpdate.raise(left(1), LATER));
        assertThat(mark()).isEqualTo(new Mark(3, 0, TIME));
    }

    @Test
    default void keepingKeepsIt() {
        update(EntryUpdate.raise(left(1), TIME));
        update(EntryUpdate.keep(left(1).withSeen(4)));
        assertThat(mark()).isEqualTo(new Mark(1, 0, TIME));
    }

    @Test
    default void clearingEndsMarkAndAttemptsAndKeepsTheCount() {
        update(EntryUpdate.raise(left(1), TIME));
        update(EntryUpdate.reschedule(entry(company(1)), LATER, 3));
        update(EntryUpdate.clear(entry(company(1))));
        assertThat(mark()).isEqualTo(new Mark(1, 0, null));
    }

    @Test
    default void aHintThatArrivesMeanwhileSurvivesTheClearing() {
        update(EntryUpdate.raise(left(1), TIME));
        Entry taken = entry(company(1));
        hintFirst(LATER);
        update(EntryUpdate.clear(taken.withSeen(8)));
        assertThat(mark()).isEqualTo(new Mark(2, 0, TIME));
        assertThat(entry(company(1)).seen()).isEqualTo(8);
    }

    @Test
    default void reschedulingSetsTimeAndAttempts() {
        update(EntryUpdate.raise(left(1), TIME));
        update(EntryUpdate.reschedule(entry(company(1)), LATER, 2));
        assertThat(mark()).isEqualTo(new Mark(1, 2, LATER));
    }

    @Test
    default void aHintThatArrivesMeanwhileSurvivesTheRescheduling() {
        update(EntryUpdate.raise(left(1), TIME));
        Entry taken = entry(company(1));
        hintFirst(LATER);
        update(EntryUpdate.reschedule(taken, LATER.plusSeconds(9), 2));
        assertThat(mark()).isEqualTo(new Mark(2, 2, TIME));
    }

    @Test
    default void clearingAndReschedulingAMarkThatIsNotThereFollowTheRule() {
        update(new EntryUpdate(left(1), new EntryUpdate.Clear(5)));
        assertThat(mark()).isEqualTo(Mark.NONE);
        update(new EntryUpdate(left(1), new EntryUpdate.Reschedule(5, LATER, 1)));
        assertThat(mark()).isEqualTo(new Mark(0, 1, null));
        update(new EntryUpdate(left(1), new EntryUpdate.Reschedule(0, LATER, 1)));
        assertThat(mark()).isEqualTo(new Mark(0, 1, LATER));
    }
}
