package io.github.tandemsync.e2e.simulation.model;

import static io.github.tandemsync.e2e.simulation.model.Models.COMPANIES;
import static io.github.tandemsync.e2e.simulation.model.Models.LAG;
import static io.github.tandemsync.e2e.simulation.model.Models.LEFT_FIELDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HubSpotModelTest {
    private final SimClock clock = new SimClock();
    private final HubSpotModel server = Models.hubSpot(clock, Quirks.NONE, COMPANIES);

    @Test
    void searchShowsAVersionOnlyAfterItsLagAndNeverLosesIt() {
        HubSpotModel lagging = Models.hubSpot(clock, Quirks.NONE, COMPANIES, 0, 50_000);
        Cursor start = page(lagging, null).next();
        clock.advance(Duration.ofSeconds(1));
        lagging.create(COMPANIES, Models.name("early"), 1);
        Row late = lagging.create(COMPANIES, Models.name("late"), 2);
        ChangeAnswer.Page first = page(lagging, start);
        assertThat(refs(first)).hasSize(1).doesNotContain(late.ref());
        clock.advance(LAG);
        assertThat(refs(page(lagging, first.next()))).contains(late.ref());
    }

    @Test
    void anOldCursorGoesOnWhereItStoodAndAQuietOneSlides() {
        Row row = server.create(COMPANIES, Models.name("a"), 1);
        Cursor start = new Cursor("0|0|0");
        assertThat(refs(page(server, start))).containsExactly(row.ref());
        Cursor slid = page(server, start).next();
        clock.advance(Duration.ofDays(90));
        assertThat(refs(page(server, page(server, slid).next()))).isEmpty();
    }

    @Test
    void pagesAreContinuedById() {
        HubSpotModel small = Models.hubSpot(
                clock,
                new Quirks(Duration.ZERO, false, true, true, true, true, false, true, false, true, false, 2),
                COMPANIES);
        for (int i = 0; i < 5; i++) {
            small.create(COMPANIES, Models.name("n" + i), 1L << i);
        }
        ChangeAnswer.Page first = page(small, new Cursor("0|0|0"));
        ChangeAnswer.Page second = page(small, first.next());
        ChangeAnswer.Page third = page(small, second.next());
        assertThat(List.of(
                        first.rows().size(), second.rows().size(), third.rows().size()))
                .containsExactly(2, 2, 1);
        assertThat(first.complete()).isFalse();
        assertThat(third.complete()).isTrue();
    }

    @Test
    void archivingIsSilentInSearchAndShownInTheBin() {
        Row row = server.create(COMPANIES, Models.name("a"), 1);
        Stamp before = row.stamp();
        server.remove(row, Author.USER);
        assertThat(row.stamp()).isEqualTo(before);
        assertThat(refs(page(server, new Cursor("0|0|0")))).isEmpty();
        assertThat(list(FeedMode.REMOVALS)).containsExactly(new ChangeAnswer.Removed(row.ref()));
        assertThat(list(FeedMode.BASELINE)).isEmpty();
        assertThat(server.read(row.ref(), LEFT_FIELDS)).isInstanceOf(ReadAnswer.Archived.class);
        server.restore(row);
        assertThat(refs(page(server, new Cursor("0|0|0")))).containsExactly(row.ref());
    }

    @Test
    void aBulkEditGivesSeveralRecordsOneStamp() {
        Row one = server.create(COMPANIES, Models.name("a"), 1);
        Row two = server.create(COMPANIES, Models.name("b"), 2);
        server.editTogether(List.of(one, two), Field.NAME, List.of(FieldValue.text("c"), FieldValue.text("d")));
        assertThat(one.stamp()).isEqualTo(two.stamp());
        assertThat(one.value(Field.NAME)).isEqualTo(FieldValue.text("c"));
    }

    @Test
    void stampsOfARecordAlwaysGrow() {
        Row row = server.create(COMPANIES, Models.name("a"), 1);
        long before = row.version();
        server.edit(row, Field.NAME, FieldValue.text("b"));
        server.edit(row, Field.NAME, FieldValue.text("c"));
        assertThat(row.version()).isEqualTo(before + 2);
    }

    @Test
    void historyTellsWhoWroteWhatAfterAVersion() {
        Row row = created("key-1", "ours");
        Stamp seen = row.stamp();
        server.edit(row, Field.NAME, FieldValue.text("theirs"));
        server.write(update(row, "ours again"), key -> 0);
        FieldTrail trail = server.history(row.ref(), seen, LEFT_FIELDS);
        assertThat(trail.of("name"))
                .extracting(FieldTrail.Edit::author)
                .containsExactly(FieldTrail.Author.SOMEBODY, FieldTrail.Author.OURSELVES);
        assertThat(server.history(row.ref(), row.stamp(), LEFT_FIELDS)).isEqualTo(FieldTrail.none(row.ref()));
        assertThat(server.history(row.ref(), Stamp.BEGINNING, LEFT_FIELDS).of("name"))
                .hasSize(3);
    }

    @Test
    void aKeyIsUniqueAndFindsArchivedRecords() {
        Row row = created("key-1", "a");
        WriteAnswer again = server.write(create("key-1", "b"), key -> 1);
        assertThat(again).isEqualTo(new WriteAnswer.Exists(row.ref(), "key taken"));
        server.remove(row, Author.USER);
        assertThat(server.locate(COMPANIES, "key-1", LEFT_FIELDS)).hasOnlyElementsOfType(ReadAnswer.Archived.class);
        server.restore(row);
        server.clearKey(row);
        assertThat(server.locate(COMPANIES, "key-1", LEFT_FIELDS)).isEmpty();
    }

    @Test
    void aSearchedKeyLagsAndIsNotUnique() {
        ModelType products = Models.companies(CreateKeyKind.SEARCHED);
        HubSpotModel shop = Models.hubSpot(clock, Quirks.NONE, products, 30_000);
        shop.write(new WriteRequest.Create(products.type(), new CreateKey("k"), name("a")), key -> 1);
        assertThat(shop.locate(products, "k", LEFT_FIELDS)).isEmpty();
        clock.advance(LAG);
        assertThat(shop.locate(products, "k", LEFT_FIELDS)).hasSize(1);
        shop.write(new WriteRequest.Create(products.type(), new CreateKey("k"), name("a")), key -> 1);
        assertThat(shop.locate(products, "k", LEFT_FIELDS)).hasSize(2);
    }

    @Test
    void aMergeToANewIdAnswersOldIdsWithTheSurvivor() {
        Row primary = created("key-1", "a");
        Row victim = server.create(COMPANIES, Models.name("b"), 2);
        Row survivor = server.merge(primary, victim, true);
        assertThat(server.read(victim.ref(), LEFT_FIELDS)).isInstanceOfSatisfying(ReadAnswer.Replaced.class, answer -> {
            assertThat(answer.successor().ref()).isEqualTo(survivor.ref());
            assertThat(answer.successor().lineage().predecessors())
                    .containsExactlyInAnyOrder(primary.ref(), victim.ref());
        });
        assertThat(survivor.origins()).isEqualTo(3);
        assertThat(server.read(survivor.ref(), LEFT_FIELDS))
                .isInstanceOfSatisfying(
                        ReadAnswer.Found.class,
                        found -> assertThat(found.record().fields().get("name")).isEqualTo(FieldValue.text("a")));
    }

    @Test
    void aMergeThatKeepsTheIdFillsGapsAndTellsHistory() {
        Row primary = server.create(COMPANIES, Models.name("a"), 1);
        Row victim = server.create(COMPANIES, Map.of(Field.PHONE, FieldValue.text("7")), 2);
        Stamp before = primary.stamp();
        Row survivor = server.merge(primary, victim, false);
        assertThat(survivor).isSameAs(primary);
        assertThat(survivor.value(Field.PHONE)).isEqualTo(FieldValue.text("7"));
        assertThat(server.history(survivor.ref(), before, LEFT_FIELDS).edits()).containsOnlyKeys("phone");
        assertThat(victim.survivor()).isSameAs(survivor);
    }

    @Test
    void referencesFollowAMerge() {
        Row parent = server.create(COMPANIES, Models.name("parent"), 1);
        Row other = server.create(COMPANIES, Models.name("other"), 2);
        Row child = server.create(COMPANIES, Map.of(Field.PARENT, FieldValue.reference(parent.ref())), 4);
        Row survivor = server.merge(other, parent, false);
        assertThat(child.value(Field.PARENT)).isEqualTo(FieldValue.reference(survivor.ref()));
    }

    private Row created(String key, String name) {
        WriteAnswer answer = server.write(create(key, name), any -> 1);
        RecordRef ref = ((WriteAnswer.Done) answer).ref();
        return server.existing(ref);
    }

    private static WriteRequest create(String key, String name) {
        return new WriteRequest.Create(COMPANIES.type(), new CreateKey(key), name(name));
    }

    private static WriteRequest update(Row row, String name) {
        return new WriteRequest.Update(row.ref(), null, name(name));
    }

    private static Values name(String name) {
        return Values.of("name", FieldValue.text(name));
    }

    private static ChangeAnswer.Page page(HubSpotModel server, @Nullable Cursor cursor) {
        return (ChangeAnswer.Page)
                server.changes(new ChangeRequest(COMPANIES.type(), FeedMode.CHANGES, cursor, Set.of(), 100));
    }

    private List<ChangeAnswer.Row> list(FeedMode mode) {
        return ((ChangeAnswer.Page) server.changes(new ChangeRequest(COMPANIES.type(), mode, null, LEFT_FIELDS, 100)))
                .rows();
    }

    private static List<RecordRef> refs(ChangeAnswer.Page page) {
        return page.rows().stream().map(ChangeAnswer.Row::ref).toList();
    }
}
