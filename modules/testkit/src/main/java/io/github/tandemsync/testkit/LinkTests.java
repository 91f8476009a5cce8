package io.github.tandemsync.testkit;

import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.OTHER_PAIR;
import static io.github.tandemsync.testkit.StateSamples.PAIR;
import static io.github.tandemsync.testkit.StateSamples.account;
import static io.github.tandemsync.testkit.StateSamples.company;
import static io.github.tandemsync.testkit.StateSamples.link;
import static io.github.tandemsync.testkit.StateSamples.linkId;
import static io.github.tandemsync.testkit.StateSamples.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.StateStoreException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

interface LinkTests extends StoreFixture {

    private static Link between(int left, int right) {
        return Link.between(PAIR, company(left), account(right));
    }

    private void refused(Link... links) {
        StoreDump before = dump();
        assertThatThrownBy(() -> put(links))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("live link");
        assertThat(dump()).isEqualTo(before);
    }

    @Test
    default void linksAreAnsweredLiveOrNotInOrder() {
        put(link(3), link(1).ended(reason()), link(2));
        assertThat(store().links(CONNECTION, PAIR, List.of(linkId(3), linkId(9), linkId(1), linkId(3))))
                .containsExactly(link(1).ended(reason()), link(3));
        assertThat(store().links(CONNECTION, PAIR, List.of())).isEmpty();
    }

    @Test
    default void aLinkIsFoundByBothItsEndsOnly() {
        put(between(1, 2), between(3, 4));
        assertThat(store().links(CONNECTION, PAIR, List.of(new LinkId(company(1), account(4)), linkId(1))))
                .isEmpty();
    }

    @Test
    default void twoPairsJoinTheSameTwoRecordsInOneCommit() {
        Link other = Link.between(OTHER_PAIR, company(1), account(1));
        put(link(1), other);
        assertThat(store().links(CONNECTION, PAIR, List.of(linkId(1)))).containsExactly(link(1));
        assertThat(store().links(CONNECTION, OTHER_PAIR, List.of(linkId(1)))).containsExactly(other);
    }

    @Test
    default void aLinkIsReplacedWhole() {
        put(StateSamples.fullLink(1));
        put(link(1));
        assertThat(store().links(CONNECTION, PAIR, List.of(linkId(1)))).containsExactly(link(1));
    }

    @Test
    default void aRecordHasOneLiveLinkInItsPair() {
        put(between(1, 1));
        refused(between(1, 2));
        refused(between(2, 1));
        put(between(2, 2));
    }

    @Test
    default void twoLiveLinksOfOneCommitAreRefusedToo() {
        refused(between(1, 1), between(1, 2));
        refused(between(1, 1), between(2, 1));
    }

    @Test
    default void anotherPairMayLinkTheSameRecord() {
        put(between(1, 1));
        put(Link.between(OTHER_PAIR, company(1), account(2)));
        assertThat(store().links(CONNECTION, OTHER_PAIR, List.of(new LinkId(company(1), account(2)))))
                .hasSize(1);
    }

    @Test
    default void tombstonesDoNotCount() {
        put(
                between(1, 1).ended(reason()),
                between(1, 2).ended(reason()),
                between(2, 2).ended(reason()));
        put(between(1, 2));
        refused(between(1, 1));
    }

    @Test
    default void aLinkChangesHandsWithinOneCommitInEitherOrder() {
        put(between(1, 1));
        put(between(1, 2), between(1, 1).ended(reason()));
        put(between(1, 2).ended(reason()), between(1, 3));
        refused(between(1, 1));
    }

    @Test
    default void twoLinksSwapTheirEndsWithinOneCommit() {
        put(between(1, 1), between(2, 2));
        put(
                between(1, 2),
                between(2, 1),
                between(1, 1).ended(reason()),
                between(2, 2).ended(reason()));
        refused(between(1, 1));
    }

    @Test
    default void aTombstoneCanLiveAgain() {
        put(between(1, 1));
        put(between(1, 1).ended(reason()));
        put(between(1, 1));
        refused(between(1, 2));
    }

    @Test
    default void aThousandIsTheMostToAskForAtOnceOfLinks() {
        List<LinkId> ids =
                IntStream.range(0, 1001).mapToObj(StateSamples::linkId).toList();
        assertThat(store().links(CONNECTION, PAIR, ids.subList(0, 1000))).isEmpty();
        assertThatThrownBy(() -> store().links(CONNECTION, PAIR, ids))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1000");
    }
}
