package io.github.tandemsync.hubspot.connector;

import static io.github.tandemsync.hubspot.connector.Fixture.COMPANIES;
import static io.github.tandemsync.hubspot.connector.Fixture.OBJECTS;
import static io.github.tandemsync.hubspot.connector.Fixture.company;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeAnswer.Changed;
import io.github.tandemsync.core.connector.ChangeAnswer.Page;
import io.github.tandemsync.core.connector.ChangeAnswer.Removed;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Stamp;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListingTest {
    private final Fixture fixture = Fixture.described();

    @AfterEach
    void close() {
        fixture.close();
    }

    private ChangeAnswer ask(FeedMode mode, @Nullable Cursor cursor, Set<String> fields) {
        return fixture.connector.changes(new ChangeRequest(COMPANIES, mode, cursor, fields, 1000));
    }

    private static String page(String object, @Nullable String after) {
        return "{\"results\":[" + object + "]"
                + (after == null ? "" : ",\"paging\":{\"next\":{\"after\":\"" + after + "\"}}") + "}";
    }

    @Test
    void listsLiveRecordsWithContentPageByPage() {
        fixture.server.on("GET", OBJECTS, 200, page(company("1", "\"name\":\"A\",\"domain\":null"), "2:x"));
        fixture.server.on("GET", OBJECTS, 200, page(company("2", "\"annualrevenue\":\"lots\",\"name\":\"B\""), null));
        Set<String> fields = Set.of("name", "domain", "annualrevenue");
        Page first = (Page) ask(FeedMode.BASELINE, null, fields);
        Page second = (Page) ask(FeedMode.BASELINE, first.next(), fields);
        Changed row = (Changed) first.rows().get(0);
        assertThat(row.ref()).isEqualTo(COMPANIES.ref("1"));
        assertThat(row.stamp()).isEqualTo(new Stamp("2026-02-03T04:05:06.700Z"));
        assertThat(row.content().get("name")).isEqualTo(FieldValue.text("A"));
        assertThat(row.content().get("domain")).isEqualTo(FieldValue.EMPTY);
        assertThat(first.complete()).isFalse();
        assertThat(second.complete()).isTrue();
        assertThat(((Changed) second.rows().get(0)).content().names()).containsExactly("name");
        assertThat(fixture.server.calls().stream().filter(call -> call.contains(OBJECTS)))
                .containsExactly(
                        "GET " + OBJECTS + "?limit=100&properties=annualrevenue,domain,name,tandem_key&archived=false",
                        "GET " + OBJECTS
                                + "?limit=100&after=2:x&properties=annualrevenue,domain,name,tandem_key&archived=false");
    }

    @Test
    void namesTheCreateKeyOfARecordOfOurs() {
        String key = "14e6bb70-0000-8000-8000-000000000000";
        fixture.server.on("GET", OBJECTS, 200, page(company("1", "\"tandem_key\":\"" + key + "\""), null));
        Page page = (Page) ask(FeedMode.BASELINE, null, Set.of("name"));
        Changed row = (Changed) page.rows().get(0);
        assertThat(row.key()).isEqualTo(new CreateKey(key));
        assertThat(row.content().names()).doesNotContain("tandem_key");
    }

    @Test
    void listsRemovals() {
        fixture.server.on(
                "GET", OBJECTS, 200, page(company("7", "\"tandem_key\":\"k7\"") + "," + company("8", ""), null));
        Page page = (Page) ask(FeedMode.REMOVALS, null, Set.of());
        assertThat(page.rows())
                .containsExactly(new Removed(COMPANIES.ref("7"), new CreateKey("k7")), new Removed(COMPANIES.ref("8")));
        assertThat(page.complete()).isTrue();
        assertThat(fixture.server.calls())
                .containsExactly("GET " + OBJECTS + "?limit=100&properties=hs_object_id,tandem_key&archived=true");
    }

    @Test
    void addsParentsWhereAsked() {
        fixture.server.on("GET", OBJECTS, 200, page(company("1", ""), null));
        fixture.server.on(
                "POST",
                Fixture.ASSOCIATIONS + "/read",
                200,
                "{\"results\":[{\"from\":{\"id\":\"1\"},\"to\":[{\"toObjectId\":\"9\",\"associationTypes\":[{\"typeId\":14}]}]}]}");
        Page page = (Page) ask(FeedMode.BASELINE, null, Set.of(Parents.FIELD));
        assertThat(((Changed) page.rows().get(0)).content().get(Parents.FIELD)).isEqualTo(Fixture.parent("9"));
    }

    @Test
    void readsManyPropertiesByABatchWhereTheAddressWouldBeTooLong() {
        Set<String> fields = IntStream.range(0, 400)
                .mapToObj(i -> "a_rather_long_property_name_" + i)
                .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
        fixture.server.on("GET", OBJECTS, 200, page(company("1", ""), null));
        fixture.server.on(
                "POST", Fixture.READ, 200, Fixture.results(company("1", "\"a_rather_long_property_name_7\":\"x\"")));
        Page page = (Page) ask(FeedMode.BASELINE, null, fields);
        assertThat(((Changed) page.rows().get(0)).content().names()).containsExactly("a_rather_long_property_name_7");
        assertThat(fixture.server.calls().get(0)).isEqualTo("GET " + OBJECTS + "?limit=100&archived=false");
    }

    @Test
    void aCursorOfAnotherHandIsExpired() {
        assertThat(ask(FeedMode.BASELINE, new Cursor("x"), Set.of())).isInstanceOf(ChangeAnswer.Expired.class);
    }
}
