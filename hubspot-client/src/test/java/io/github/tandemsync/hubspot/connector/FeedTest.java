package io.github.tandemsync.hubspot.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeAnswer.Changed;
import io.github.tandemsync.core.connector.ChangeAnswer.Page;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Stamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedTest {
    private static final ObjectType COMPANIES = ObjectType.parse("hubspot:companies");
    private static final Duration LAG = Duration.ofMinutes(2);

    private final FakeSearch search = new FakeSearch();
    private final HubSpotConnector connector = HubSpotConnector.of(search.client());
    private final Set<String> seen = new TreeSet<>();
    private @Nullable Cursor cursor;

    private ChangeAnswer ask(@Nullable Cursor from) {
        return connector.changes(new ChangeRequest(COMPANIES, FeedMode.CHANGES, from, Set.of(), 500));
    }

    private Page page() {
        Page page = (Page) ask(cursor);
        cursor = page.next();
        page.rows().forEach(row -> seen.add(row.ref().id()));
        return page;
    }

    /** Asks until the feed has caught up; the number of calls it took. */
    private int catchUp() {
        int before = search.calls;
        while (!page().complete()) {
            assertThat(search.calls - before).isLessThan(1000);
        }
        return search.calls - before;
    }

    @Test
    void startsNowWithoutThePast() {
        search.changed(1);
        Page page = page();
        assertThat(page.rows()).isEmpty();
        assertThat(page.complete()).isTrue();
        assertThat(page.next())
                .isEqualTo(new Cursor("1:" + search.now.minus(LAG).toEpochMilli() + "::"));
    }

    @Test
    void reportsIdAndStampOfAChange() {
        page();
        search.pass(Duration.ofSeconds(1));
        search.changed(512);
        assertThat(page().rows())
                .containsExactly(new Changed(
                        COMPANIES.ref("512"),
                        new Stamp("2026-11-24T10:00:01Z"),
                        io.github.tandemsync.core.record.Values.none()));
    }

    @Test
    void idleCostsOneCallAndTheCursorSlides() {
        page();
        List<Cursor> cursors = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            search.pass(Duration.ofMinutes(1));
            assertThat(catchUp()).isEqualTo(1);
            cursors.add(cursor);
        }
        assertThat(cursors).doesNotHaveDuplicates();
    }

    @Test
    void aThousandChangesCostFiveCalls() {
        page();
        for (int id = 1; id <= 1000; id++) {
            search.changed(id);
        }
        assertThat(catchUp()).isEqualTo(5);
        assertThat(seen).hasSize(1000);
    }

    @Test
    void withoutATotalAShortPageIsTheLast() {
        search.withTotal = false;
        page();
        for (int id = 1; id <= 399; id++) {
            search.changed(id);
        }
        assertThat(catchUp()).isEqualTo(2);
        assertThat(seen).hasSize(399);
    }

    @Test
    void twentyThousandWithOneStampAreAllReportedAndThenIdleIsOneCallAgain() {
        page();
        search.pass(Duration.ofSeconds(10));
        for (int id = 1; id <= 20_000; id++) {
            search.changed(id);
        }
        assertThat(catchUp()).isEqualTo(100);
        assertThat(seen).hasSize(20_000);
        search.pass(LAG.plusSeconds(1));
        catchUp();
        search.pass(Duration.ofSeconds(1));
        int before = search.calls;
        assertThat(page().rows()).isEmpty();
        assertThat(search.calls - before).isEqualTo(1);
    }

    @Test
    void aChangeThatAppearsLateIsStillReported() {
        page();
        search.pass(Duration.ofMinutes(1));
        search.changedUnseen(7);
        search.pass(Duration.ofSeconds(1));
        catchUp();
        search.pass(LAG.minusSeconds(5));
        catchUp();
        assertThat(seen).isEmpty();
        search.catchUp();
        catchUp();
        assertThat(seen).containsExactly("7");
    }

    @Test
    void aRecordThatChangesBehindThePassIsInTheNextOne() {
        page();
        for (int id = 1; id <= 300; id++) {
            search.changed(id);
        }
        assertThat(page().complete()).isFalse();
        search.pass(Duration.ofMinutes(10));
        search.changed(5);
        assertThat(page().complete()).isTrue();
        seen.clear();
        catchUp();
        assertThat(seen).contains("5");
    }

    @Test
    void aRecordThatChangesAheadOfThePassIsStillInIt() {
        page();
        for (int id = 1; id <= 300; id++) {
            search.changed(id);
        }
        page();
        search.pass(Duration.ofMinutes(10));
        search.changed(299);
        page();
        assertThat(seen).hasSize(300);
    }

    @Test
    void ordersIdsAsNumbers() {
        page();
        for (long id = 9_950; id <= 10_150; id++) {
            search.changed(id);
        }
        assertThat(catchUp()).isEqualTo(2);
        assertThat(seen).hasSize(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2:1::",
                "1:x::",
                "1:1:2:",
                "1:1::3",
                "https://evil.example",
                "1:-5::",
                "1:9999999999999999::"
            })
    void aCursorOfAnotherHandIsExpired(String text) {
        assertThat(ask(new Cursor(text))).isInstanceOf(ChangeAnswer.Expired.class);
        assertThat(search.calls).isZero();
    }

    @Test
    void aCursorFromTheFutureIsExpired() {
        long future = search.now.plus(Duration.ofDays(400)).toEpochMilli();
        assertThat(ask(new Cursor("1:" + future + "::"))).isInstanceOf(ChangeAnswer.Expired.class);
    }

    @Test
    void withoutTheServersTimeThereIsNoGoingOn() {
        search.withDate = false;
        assertThatThrownBy(this::page).isInstanceOf(ConnectorException.class).hasMessageContaining("Date");
    }

    @Test
    void knowsOnlyItsTypes() {
        ChangeRequest request =
                new ChangeRequest(ObjectType.parse("dynamics:account"), FeedMode.CHANGES, null, Set.of(), 1);
        assertThatThrownBy(() -> connector.changes(request))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("dynamics:account");
    }
}
