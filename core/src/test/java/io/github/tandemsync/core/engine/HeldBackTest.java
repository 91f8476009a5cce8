package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldBackTest {
    private static final PairId FIRMS = new PairId("firms");
    private static final PairId PARTNERS = new PairId("partners");
    private static final RecordRef ONE = ObjectType.parse("hubspot:companies").ref("1");
    private static final RecordRef OTHER = ObjectType.parse("hubspot:companies").ref("2");

    private final HeldBack held = new HeldBack();

    @Test
    void whatIsLeftOutCountsOnceForEachPair() {
        held.leavesOut(entry(FIRMS, ONE));
        held.leavesOut(entry(PARTNERS, ONE));
        held.leavesOut(entry(FIRMS, OTHER));
        held.roundBegins();
        held.leavesOut(entry(FIRMS, ONE));
        assertThat(held.wished()).containsEntry(FIRMS, 2L).containsEntry(PARTNERS, 1L);
    }

    @Test
    void whatAPairHoldsBackIsNotHeldBackByAnother() {
        held.holdsBack(entry(FIRMS, ONE));
        assertThat(held.holds(List.of(entry(FIRMS, OTHER), entry(FIRMS, ONE)))).isTrue();
        assertThat(held.holds(List.of(entry(PARTNERS, ONE)))).isFalse();
        held.roundBegins();
        assertThat(held.holds(List.of(entry(FIRMS, ONE)))).isFalse();
    }

    private static Entry entry(PairId pair, RecordRef ref) {
        return Entry.unmatched(pair, Side.LEFT, ref);
    }
}
