package io.github.tandemsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.connector.TypeTraits.Reported;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.connector.WriteRequest.How;
import io.github.tandemsync.core.record.RecordRef;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

interface ConnectorFeedTests extends ConnectorFixture {
    /** Large enough for every feed in one call or a few. */
    int MANY = 5000;

    @Test
    default void aListingShowsEveryRecordWithWhatWasAskedFor() throws Exception {
        List<RecordRef> refs = made(some());
        settle();
        List<ChangeAnswer.Page> pages = pages(FeedMode.BASELINE, null, MANY);
        assertThat(ConnectorFixture.refs(pages)).containsAll(refs);
        for (int i = 0; i < refs.size(); i++) {
            RecordRef ref = refs.get(i);
            int number = i + 1;
            assertThat(pages.stream().flatMap(page -> page.rows().stream()))
                    .filteredOn(row -> row.ref().equals(ref))
                    .allSatisfy(row ->
                            assertThat(((ChangeAnswer.Changed) row).content()).isEqualTo(sample(number)))
                    .allSatisfy(row -> assertThat(((ChangeAnswer.Changed) row).stamp())
                            .isEqualTo(found(ref).stamp()));
        }
    }

    @Test
    default void aListingInPagesShowsTheSame() throws Exception {
        made(some());
        made(some());
        settle();
        List<RecordRef> whole = ConnectorFixture.refs(pages(FeedMode.BASELINE, null, MANY));
        List<ChangeAnswer.Page> pages = pages(FeedMode.BASELINE, null, 2);
        assertThat(pages).allSatisfy(page -> assertThat(page.rows()).hasSizeLessThanOrEqualTo(2));
        assertThat(ConnectorFixture.refs(pages)).containsExactlyInAnyOrderElementsOf(whole);
    }

    @Test
    default void aListingGoesOnWhereItStopped() throws Exception {
        made(some());
        made(some());
        settle();
        ChangeAnswer.Page first = page(FeedMode.BASELINE, null, 2);
        Assumptions.assumeFalse(first.complete());
        assertThat(ConnectorFixture.refs(pages(FeedMode.BASELINE, first.next(), 2)))
                .as("asked a second time, and nothing of the first page")
                .containsExactlyInAnyOrderElementsOf(
                        ConnectorFixture.refs(pages(FeedMode.BASELINE, first.next(), MANY)))
                .doesNotContainAnyElementsOf(ConnectorFixture.refs(List.of(first)));
    }

    @Test
    default void aFeedOfChangesTellsWhatHappensFromItsBeginningOn() throws Exception {
        Cursor begun = ConnectorFixture.end(pages(FeedMode.CHANGES, null, MANY));
        List<RecordRef> refs = made(some());
        settle();
        assertThat(ConnectorFixture.refs(pages(FeedMode.CHANGES, begun, MANY))).containsAll(refs);
        assertThat(ConnectorFixture.refs(pages(FeedMode.CHANGES, begun, 2)))
                .as("in pages too, and as long as the cursor is kept")
                .containsAll(refs);
    }

    @Test
    default void aFeedOfChangesGoesOnFromItsEnd() throws Exception {
        RecordRef ref = made(1).get(0);
        settle();
        Cursor end = ConnectorFixture.end(pages(FeedMode.CHANGES, null, MANY));
        assertThat(pages(FeedMode.CHANGES, end, MANY))
                .as("where nothing happens")
                .isNotEmpty();
        done(List.of(new WriteRequest.Update(ref, found(ref).stamp(), sample(2))));
        settle();
        List<ChangeAnswer.Page> pages = pages(FeedMode.CHANGES, end, MANY);
        assertThat(pages.stream().flatMap(page -> page.rows().stream()))
                .filteredOn(row -> row.ref().equals(ref))
                .last()
                .isInstanceOfSatisfying(
                        ChangeAnswer.Changed.class,
                        changed -> assertThat(changed.stamp())
                                .as("the version that a read shows, or the record would be read for ever")
                                .isEqualTo(found(ref).stamp()));
    }

    @Test
    default void whatIsRemovedIsToldByTheFeedThatSaysSo() throws Exception {
        RecordRef ref = made(1).get(0);
        settle();
        Cursor begun = ConnectorFixture.end(pages(FeedMode.CHANGES, null, MANY));
        done(List.of(new WriteRequest.Remove(ref, found(ref).stamp(), How.ARCHIVE)));
        settle();
        boolean byChanges = traits().reports().contains(Reported.REMOVALS);
        List<ChangeAnswer.Page> pages =
                byChanges ? pages(FeedMode.CHANGES, begun, MANY) : pages(FeedMode.REMOVALS, null, MANY);
        assertThat(pages.stream().flatMap(page -> page.rows().stream()))
                .filteredOn(row -> row.ref().equals(ref))
                .last()
                .isInstanceOf(ChangeAnswer.Removed.class);
        assertThat(ConnectorFixture.refs(pages(FeedMode.BASELINE, null, MANY)))
                .as("and listed no more")
                .doesNotContain(ref);
    }
}
