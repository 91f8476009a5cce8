package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.engine.PlanItem.Action;
import io.github.tandemsync.core.engine.PlanItem.Decision;
import io.github.tandemsync.core.engine.PlanItem.Facing;
import io.github.tandemsync.core.engine.PlanItem.FieldChange;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A plan knows what it has handed over, by a few bytes a write, and takes back what rests on a record that moved. */
class PlannedWritesTest {
    private static final PairId PAIR = new PairId("firms");
    private static final ObjectType LEFT = new ObjectType("left", "firm");
    private static final ObjectType RIGHT = new ObjectType("right", "firm");

    private final ObjectPair pair = ObjectPair.builder("firms")
            .variant(new Variant(LEFT, RIGHT, List.of(new SameName())))
            .match(SameName.MATCH)
            .build();
    private final PlannedWrites writes = new PlannedWrites();

    @Test
    void whatWasPlannedIsKnownUntilItIsTakenBack() {
        writes.begin(PAIR);
        writes.add(linked("1"), List.of(update("1", 1, FieldValue.text("a"))));
        writes.add(linked("2"), List.of(update("2", 2, FieldValue.text("b"))));

        assertThat(writes.isPlanned(LEFT.ref("1"))).isTrue();
        assertThat(writes.isPlanned(RIGHT.ref("1"))).isTrue();
        assertThat(writes.isPlanned(LEFT.ref("3"))).isFalse();
        assertThat(writes.withdraw(List.of(RIGHT.ref("1"), LEFT.ref("3")))).containsExactly(print(1));
        assertThat(writes.isPlanned(LEFT.ref("1"))).isFalse();
        assertThat(writes.isPlanned(LEFT.ref("2"))).isTrue();
        assertThat(writes.withdraw(List.of(RIGHT.ref("1")))).as("only once").isEmpty();
        FingerprintSet kept = Contract.known(writes.kept().get(PAIR));
        assertThat(kept.size()).isEqualTo(1);
        assertThat(kept.contains(print(2))).isTrue();
        assertThat(kept.contains(print(1))).isFalse();
        assertThat(writes.counts()).hasToString("{UPDATE=1}");
    }

    @Test
    void bothWritesOfALinkAreTakenBackTogether() {
        writes.begin(PAIR);
        writes.add(linked("0"), List.of(update("0", 9, FieldValue.text("z"))));
        writes.add(
                linked("1"),
                List.of(update("1", 1, FieldValue.text("a")), update("1", 2, FieldValue.reference(LEFT.ref("7")))));

        assertThat(writes.withdraw(List.of(LEFT.ref("7"))))
                .as("one of them refers to what moved")
                .containsExactly(print(1), print(2));
        assertThat(writes.isPlanned(LEFT.ref("0"))).isTrue();
    }

    @Test
    void whatWaitsForARecordIsTakenBackWhenThatIsLinked() {
        Work work = linked("1");
        work.waitsFor(Side.LEFT, LEFT.ref("parent"));
        writes.begin(PAIR);
        writes.add(work, List.of(update("1", 1, FieldValue.text("a"))));

        assertThat(writes.withdraw(List.of(LEFT.ref("parent")))).containsExactly(print(1));
    }

    @Test
    void removalsAreKnownByBothRecords() {
        writes.begin(PAIR);
        PlanItem removal = new PlanItem(
                PAIR, Action.REMOVE, Side.RIGHT, RIGHT.ref("1"), LEFT.ref("1"), List.of(), "left", print(1), false);
        writes.add(linked("1"), List.of(removal));
        writes.add(linked("2"), List.of(update("2", 2, FieldValue.text("b"))));

        assertThat(writes.isLeaving(LEFT.ref("1"))).isTrue();
        assertThat(writes.isLeaving(RIGHT.ref("1"))).isTrue();
        assertThat(writes.isLeaving(LEFT.ref("2"))).isFalse();
        assertThat(writes.taking()).isEqualTo(1);
        writes.withdraw(List.of(LEFT.ref("1")));
        assertThat(writes.isLeaving(LEFT.ref("1"))).isFalse();
        assertThat(writes.taking()).isZero();
    }

    @Test
    void anotherPairMayHaveTheSameRecord() {
        writes.begin(PAIR);
        writes.add(linked("1"), List.of(update("1", 1, FieldValue.EMPTY)));
        assertThat(writes.taking()).isEqualTo(1);

        writes.begin(new PairId("others"));

        assertThat(writes.isPlanned(LEFT.ref("1"))).isFalse();
        assertThat(writes.taking()).isZero();
        assertThat(writes.kept()).containsOnlyKeys(PAIR);
    }

    @Test
    void nothingIsLostAmongMany() {
        int many = 20_000;
        writes.begin(PAIR);
        RefList list = new RefList();
        for (int i = 0; i < many; i++) {
            writes.add(linked("n" + i), List.of(update("n" + i, i + 1, FieldValue.text("a"))));
            list.add(i % 3 == 0 ? LEFT.ref("ä" + i) : RIGHT.ref("n" + i));
        }

        FingerprintSet kept = Contract.known(writes.kept().get(PAIR));
        assertThat(kept.size()).isEqualTo(many);
        assertThat(list.size()).isEqualTo(many);
        List<RecordRef> listed = new ArrayList<>();
        list.forEach(listed::add);
        for (int i = 0; i < many; i++) {
            assertThat(kept.contains(print(i + 1))).isTrue();
            assertThat(writes.isPlanned(RIGHT.ref("n" + i))).isTrue();
            assertThat(listed.get(i)).isEqualTo(i % 3 == 0 ? LEFT.ref("ä" + i) : RIGHT.ref("n" + i));
        }
        assertThat(writes.isPlanned(LEFT.ref("n" + many))).isFalse();
        assertThat(kept.contains(print(many + 1))).isFalse();
    }

    private Work linked(String id) {
        Entry left = Entry.unmatched(PAIR, Side.LEFT, LEFT.ref(id));
        Entry right = Entry.unmatched(PAIR, Side.RIGHT, RIGHT.ref(id));
        return Work.of(pair, Link.between(PAIR, LEFT.ref(id), RIGHT.ref(id)), left, right);
    }

    private static PlanItem update(String id, int print, FieldValue value) {
        FieldChange change = new FieldChange(
                "name",
                "name",
                null,
                FieldValue.text("before"),
                value,
                new Facing(Values.none(), null, null, null),
                Decision.FOLLOW,
                "why",
                null,
                null,
                null);
        return new PlanItem(
                PAIR,
                Action.UPDATE,
                Side.RIGHT,
                RIGHT.ref(id),
                LEFT.ref(id),
                List.of(change),
                "differs",
                print(print),
                true);
    }

    private static String print(int number) {
        return String.format(Locale.ROOT, "%016x%016x", number * 31L, number);
    }
}
