package io.github.tandemsync.e2e.simulation.model;

import static io.github.tandemsync.e2e.simulation.model.Models.ACCOUNT;
import static io.github.tandemsync.e2e.simulation.model.Models.COMPANIES;
import static io.github.tandemsync.e2e.simulation.model.Models.LAG;
import static io.github.tandemsync.e2e.simulation.model.Models.LEFT_FIELDS;
import static io.github.tandemsync.e2e.simulation.model.Models.RIGHT_FIELDS;
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
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HardshipTest {
    private static final Map<Field, FieldValue> SHARED = Map.of(Field.DOMAIN, FieldValue.text("a.example"));
    private static final Duration BIN_LIFE = Duration.ofDays(90);

    private final SimClock clock = new SimClock();

    @Test
    void whatIsRestoredOrShownAgainMayKeepItsVersion() {
        HubSpotModel server = hubSpot(COMPANIES, Hardship.SILENT_RESTORE, Hardship.SILENT_SHOW);
        Row row = server.create(COMPANIES, SHARED, 1);
        Stamp before = row.stamp();
        clock.advance(Duration.ofHours(1));
        server.remove(row, Author.USER);
        assertThat(server.restore(row)).isTrue();
        server.hide(row, true);
        server.hide(row, false);
        assertThat(row.stamp()).isEqualTo(before);
        assertThat(server.felt()).containsExactlyInAnyOrder(Hardship.SILENT_RESTORE, Hardship.SILENT_SHOW);
    }

    @Test
    void dataverseTellsOfWhatIsRestored() {
        DataverseModel server = dataverse(Hardship.SILENT_RESTORE);
        Row row = server.create(ACCOUNT, SHARED, 1);
        server.remove(row, Author.USER);
        Stamp removed = row.stamp();
        server.restore(row);
        assertThat(row.stamp()).isNotEqualTo(removed);
    }

    @Test
    void theBinForgetsARecordAndItsKeyAfterNinetyDays() {
        HubSpotModel server = hubSpot(COMPANIES, Hardship.BIN_FORGETS);
        server.write(create("key-1", "a.example"), key -> 1);
        Row row = server.rows().get(0);
        server.remove(row, Author.USER);
        clock.advance(BIN_LIFE);
        assertThat(server.read(row.ref(), LEFT_FIELDS)).isInstanceOf(ReadAnswer.Archived.class);
        assertThat(removals(server)).hasSize(1);
        assertThat(server.write(create("key-1", "b.example"), key -> 1)).isInstanceOf(WriteAnswer.Exists.class);
        clock.advance(Duration.ofSeconds(1));
        assertThat(server.read(row.ref(), LEFT_FIELDS)).isEqualTo(new ReadAnswer.Gone(row.ref()));
        assertThat(removals(server)).isEmpty();
        assertThat(server.locate(COMPANIES, "key-1", LEFT_FIELDS)).isEmpty();
        assertThat(server.history(row.ref(), Stamp.BEGINNING, LEFT_FIELDS)).isEqualTo(FieldTrail.none(row.ref()));
        assertThat(server.restore(row)).isFalse();
        assertThat(server.write(create("key-1", "b.example"), key -> 1)).isInstanceOf(WriteAnswer.Done.class);
    }

    @Test
    void aUniqueDomainIsTakenWhoeverHasIt() {
        ModelType contacts = Models.companies(CreateKeyKind.NATURAL);
        HubSpotModel server = hubSpot(contacts, Hardship.NATURAL_KEY);
        Row holder = server.create(contacts, SHARED, 1);
        assertThat(server.write(create("key-1", "A.Example "), key -> 2))
                .isEqualTo(new WriteAnswer.Exists(holder.ref(), "unique value taken"));
        server.write(create("key-2", "b.example"), key -> 2);
        Row other = server.rows().get(1);
        assertThat(server.write(new WriteRequest.Update(other.ref(), null, domain("a.example")), key -> 0))
                .isInstanceOf(WriteAnswer.Exists.class);
        assertThat(server.write(new WriteRequest.Update(holder.ref(), null, domain("a.example")), key -> 0))
                .isInstanceOf(WriteAnswer.Done.class);
        server.remove(holder, Author.USER);
        assertThat(server.write(new WriteRequest.Update(other.ref(), null, domain("a.example")), key -> 0))
                .isInstanceOf(WriteAnswer.Done.class);
        assertThat(server.restore(holder)).isFalse();
    }

    @Test
    void peopleCanNotGiveTwoRecordsOneUniqueDomainEither() {
        DataverseModel server = dataverse(Hardship.ALTERNATE_KEY);
        Row holder = server.create(ACCOUNT, SHARED, 1);
        Row other = server.create(ACCOUNT, SHARED, 2);
        Row copy = server.copy(holder, 4);
        assertThat(other.value(Field.DOMAIN)).isEqualTo(FieldValue.EMPTY);
        assertThat(copy.value(Field.DOMAIN)).isEqualTo(FieldValue.EMPTY);
        assertThat(server.accepts(other, Field.DOMAIN, holder.value(Field.DOMAIN)))
                .isFalse();
        assertThat(server.accepts(holder, Field.DOMAIN, holder.value(Field.DOMAIN)))
                .isTrue();
    }

    @Test
    void dataverseDoesNotNameWhoHasAUniqueDomain() {
        DataverseModel server = dataverse(Hardship.ALTERNATE_KEY);
        server.create(ACCOUNT, SHARED, 1);
        WriteRequest create = new WriteRequest.Create(
                ACCOUNT.type(),
                new CreateKey("00000000-0000-4000-9000-000000000001"),
                Values.of("websiteurl", FieldValue.text("a.example")));
        assertThat(server.write(create, key -> 2)).isEqualTo(new WriteAnswer.Exists(null, "unique value taken"));
    }

    @Test
    void bothFeedsShowAMergedRecordAsTakenOver() {
        DataverseModel server = dataverse(Hardship.REPLACED_IN_FEED);
        Cursor start = page(server, FeedMode.CHANGES, null).next();
        Row master = server.create(ACCOUNT, Models.name("a"), 1);
        Row loser = server.create(ACCOUNT, Models.name("b"), 2);
        server.merge(master, loser, false);
        ChangeAnswer.Replaced replaced = new ChangeAnswer.Replaced(loser.ref(), master.ref());
        assertThat(page(server, FeedMode.CHANGES, start).rows()).hasSize(2).contains(replaced);
        assertThat(page(server, FeedMode.BASELINE, null).rows()).hasSize(2).contains(replaced);
    }

    @Test
    void aSearchedKeyMayBeFoundLaterThanTheChange() {
        ModelType products = Models.companies(CreateKeyKind.SEARCHED);
        HubSpotModel server = new HubSpotModel(
                clock,
                Quirks.NONE.withHardships(Set.of(Hardship.LATE_KEY)),
                List.of(products),
                () -> LAG.plusMinutes(4).toMillis());
        Cursor start = new Cursor("0|0|0");
        server.write(create("key-1", "a.example"), key -> 1);
        clock.advance(LAG);
        assertThat(page(server, FeedMode.CHANGES, start).rows()).hasSize(1);
        assertThat(server.locate(products, "key-1", LEFT_FIELDS)).isEmpty();
        clock.advance(Duration.ofMinutes(4));
        assertThat(server.locate(products, "key-1", LEFT_FIELDS)).hasSize(1);
    }

    @Test
    void aChangeMayBeFoundLaterThanDeclared() {
        HubSpotModel server = new HubSpotModel(
                clock,
                Quirks.NONE.withHardships(Set.of(Hardship.LATE_CHANGE)),
                List.of(COMPANIES),
                () -> LAG.plusMinutes(4).toMillis());
        server.create(COMPANIES, SHARED, 1);
        clock.advance(LAG);
        assertThat(page(server, FeedMode.CHANGES, new Cursor("0|0|0")).rows()).isEmpty();
        assertThat(server.felt()).containsExactly(Hardship.LATE_CHANGE);
    }

    @Test
    void aHistoryMayHoldTheLastEntriesOnlyAndNotSayWhichAreOurs() {
        HubSpotModel server = hubSpot(COMPANIES, Hardship.TRAIL_CUT, Hardship.TRAIL_UNSIGNED);
        server.write(create("key-1", "a0"), key -> 1);
        Row row = server.rows().get(0);
        for (int i = 1; i <= 4; i++) {
            server.write(new WriteRequest.Update(row.ref(), null, domain("a" + i)), key -> 0);
        }
        assertThat(server.history(row.ref(), Stamp.BEGINNING, LEFT_FIELDS).of("domain"))
                .hasSize(4)
                .allMatch(edit -> edit.author() == FieldTrail.Author.SOMEBODY)
                .extracting(FieldTrail.Edit::value)
                .endsWith(FieldValue.text("a4"))
                .doesNotContain(FieldValue.text("a0"));
    }

    private HubSpotModel hubSpot(ModelType type, Hardship... hardships) {
        return Models.hubSpot(clock, Quirks.NONE.withHardships(Set.of(hardships)), type);
    }

    private DataverseModel dataverse(Hardship... hardships) {
        return Models.dataverse(clock, Quirks.NONE.withHardships(Set.of(hardships)));
    }

    private static WriteRequest create(String key, String domain) {
        return new WriteRequest.Create(COMPANIES.type(), new CreateKey(key), domain(domain));
    }

    private static Values domain(String domain) {
        return Values.of("domain", FieldValue.text(domain));
    }

    private static List<ChangeAnswer.Row> removals(HubSpotModel server) {
        return page(server, FeedMode.REMOVALS, null).rows();
    }

    private static ChangeAnswer.Page page(ModelServer server, FeedMode mode, @Nullable Cursor cursor) {
        ModelType type = server.types().iterator().next();
        return (ChangeAnswer.Page) server.changes(new ChangeRequest(type.type(), mode, cursor, RIGHT_FIELDS, 100));
    }
}
