package io.github.tandemsync.dynamics.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeAnswer.Changed;
import io.github.tandemsync.core.connector.ChangeAnswer.Removed;
import io.github.tandemsync.core.connector.ChangeAnswer.Replaced;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeedTest extends ConnectorFixture {
    private static final String SELECT = "$select=_masterid_value,accountid";
    private static final String TOKEN = SELECT + "&$deltatoken=9%2101";

    @Test
    void startsWithATokenAndNothingOfThePast() {
        organisation.onExactGet("accounts?" + SELECT, delta("@odata.nextLink", "$skiptoken=2", row(1, "")));
        organisation.onExactGet("accounts?$skiptoken=2", delta("@odata.deltaLink", TOKEN, row(2, "")));
        ChangeAnswer.Page page = changes(null);
        assertThat(page.rows()).isEmpty();
        assertThat(page.complete()).isTrue();
        assertThat(page.next()).isEqualTo(new Cursor(TOKEN));
        assertThat(organisation.requests()).hasSize(2);
    }

    @Test
    void aQuietFeedCostsOneCall() {
        organisation.onExactGet("accounts?" + TOKEN, delta("@odata.deltaLink", TOKEN));
        ChangeAnswer.Page page = changes(new Cursor(TOKEN));
        assertThat(page).isEqualTo(new ChangeAnswer.Page(java.util.List.of(), new Cursor(TOKEN), true));
        assertThat(organisation.requests()).hasSize(1);
    }

    @Test
    void reportsEditsRemovalsAndMergesWithoutContent() {
        String removed = "{\"@odata.context\":\"x/$deletedEntity\",\"id\":\"" + id(3) + "\",\"reason\":\"changed\"}";
        organisation.onExactGet(
                "accounts?" + TOKEN,
                delta(
                        "@odata.nextLink",
                        "$skiptoken=7",
                        row(1, ",\"_masterid_value\":null"),
                        row(2, ",\"_masterid_value\":\"" + id(1) + "\""),
                        removed));
        ChangeAnswer.Page page = changes(new Cursor(TOKEN));
        assertThat(page.rows())
                .containsExactly(
                        new Changed(ref(1), new Stamp("W/\"1\""), Values.none()),
                        new Replaced(ref(2), ref(1)),
                        new Removed(ref(3)));
        assertThat(page.complete()).isFalse();
        assertThat(page.next()).isEqualTo(new Cursor("$skiptoken=7"));
    }

    @Test
    void aRowWithoutAVersionIsStillAHint() {
        organisation.onExactGet(
                "accounts?" + TOKEN, delta("@odata.deltaLink", TOKEN, "{\"accountid\":\"" + id(1) + "\"}"));
        assertThat(changes(new Cursor(TOKEN)).rows())
                .containsExactly(new Changed(ref(1), Stamp.BEGINNING, Values.none()));
    }

    @Test
    void anExpiredTokenIsExpected() {
        organisation.on("accounts", 400, "{\"error\":{\"code\":\"0x80044352\",\"message\":\"Version stamp expired\"}}");
        assertThat(connector.changes(request(FeedMode.CHANGES, new Cursor(TOKEN))))
                .isEqualTo(new ChangeAnswer.Expired("0x80044352"));
    }

    @Test
    void aTokenThatEndsBeforeTheOneItWasReadFromIsOfAnOlderOrganisation() {
        organisation.onExactGet(
                "accounts?" + TOKEN, delta("@odata.deltaLink", SELECT + "&$deltatoken=8%2101", row(1, "")));
        assertThat(connector.changes(request(FeedMode.CHANGES, new Cursor(TOKEN))))
                .isEqualTo(new ChangeAnswer.Older(
                        "changes of dynamics:account were read up to version 9, and end at 8 now"));
    }

    @Test
    void aCursorOfAnotherSystemIsExpiredAndNotSent() {
        Cursor hostile = new Cursor("https://evil.example/accounts?$deltatoken=1#x");
        assertThat(connector.changes(request(FeedMode.CHANGES, hostile))).isInstanceOf(ChangeAnswer.Expired.class);
        assertThat(connector.changes(request(FeedMode.BASELINE, hostile))).isInstanceOf(ChangeAnswer.Expired.class);
        assertThat(organisation.requests()).isEmpty();
    }

    @Test
    void tooNarrowAPrivilegeSaysWhatToDo() {
        organisation.on(
                "accounts", 403, "{\"error\":{\"code\":\"0x80040220\",\"message\":\"Required Depth: Global\"}}");
        assertThatThrownBy(() -> changes(new Cursor(TOKEN)))
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        e -> assertThat(e.category()).isEqualTo(ConnectorException.Category.FORBIDDEN))
                .hasMessageContaining("security role");
    }

    @Test
    void changeTrackingThatIsOffSaysWhatToDo() {
        organisation.on("accounts", 400, "{\"error\":{\"code\":\"0x80072491\",\"message\":\"x\"}}");
        assertThatThrownBy(() -> changes(null)).hasMessageContaining("change tracking is off");
    }

    @Test
    void listsEverythingWithContentPageByPage() {
        String first = "$select=_masterid_value,_parentaccountid_value,accountid,name";
        organisation.onExactGet(
                "accounts?" + first,
                "{\"value\":[" + row(1, ",\"name\":\"A\",\"_parentaccountid_value\":\"" + id(2) + "\"")
                        + "],\"@odata.nextLink\":\"" + organisation.api("accounts?" + first + "&$skiptoken=%253c2")
                        + "\"}");
        organisation.onExactGet("accounts?" + first + "&$skiptoken=%253c2", page(row(2, ",\"name\":null")));
        ChangeAnswer.Page one = baseline(null);
        Values content = Values.of("name", FieldValue.text("A")).with("parentaccountid", FieldValue.reference(ref(2)));
        assertThat(one.rows()).containsExactly(new Changed(ref(1), new Stamp("W/\"1\""), content));
        assertThat(one.complete()).isFalse();
        assertThat(organisation.last().getHeader("Prefer")).isEqualTo("odata.maxpagesize=2000");
        ChangeAnswer.Page two = baseline(one.next());
        assertThat(two.rows())
                .containsExactly(new Changed(ref(2), new Stamp("W/\"2\""), Values.of("name", FieldValue.EMPTY)));
        assertThat(two.complete()).isTrue();
    }

    @Test
    void aRowThatCanNotBeReadIsListedWithoutContent() {
        organisation.onGet("accounts", page(row(1, ",\"name\":17"), row(2, ",\"name\":\"B\"")));
        assertThat(baseline(null).rows())
                .containsExactly(
                        new Changed(ref(1), new Stamp("W/\"1\""), Values.none()),
                        new Changed(ref(2), new Stamp("W/\"2\""), Values.of("name", FieldValue.text("B"))));
    }

    @Test
    void anUnknownFieldIsNamed() {
        ChangeRequest request = new ChangeRequest(ACCOUNT, FeedMode.BASELINE, null, Set.of("nam"), 10);
        assertThatThrownBy(() -> connector.changes(request))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("no readable column nam");
    }

    @Test
    void removalsAreNoFeedOfTheirOwn() {
        assertThatThrownBy(() -> connector.changes(request(FeedMode.REMOVALS, null)))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("CHANGES");
    }

    private ChangeAnswer.Page changes(@Nullable Cursor cursor) {
        return (ChangeAnswer.Page) connector.changes(request(FeedMode.CHANGES, cursor));
    }

    private ChangeAnswer.Page baseline(@Nullable Cursor cursor) {
        return (ChangeAnswer.Page) connector.changes(request(FeedMode.BASELINE, cursor));
    }

    private static ChangeRequest request(FeedMode mode, @Nullable Cursor cursor) {
        return new ChangeRequest(ACCOUNT, mode, cursor, Set.of("name", "parentaccountid"), 2_000);
    }

    private String delta(String link, String query, String... rows) {
        return "{\"value\":[" + String.join(",", rows) + "],\"" + link + "\":\"" + organisation.api("accounts?" + query)
                + "\"}";
    }
}
