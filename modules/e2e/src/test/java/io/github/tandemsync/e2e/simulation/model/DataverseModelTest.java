package io.github.tandemsync.e2e.simulation.model;

import static io.github.tandemsync.e2e.simulation.model.Models.ACCOUNT;
import static io.github.tandemsync.e2e.simulation.model.Models.LEAD;
import static io.github.tandemsync.e2e.simulation.model.Models.RIGHT_FIELDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DataverseModelTest {
    private static final String KEY = "11111111-2222-4333-8444-555555555555";

    private final SimClock clock = new SimClock();
    private final DataverseModel server = Models.dataverse(clock, Quirks.NONE);

    @Test
    void aStaleVersionIsRefused() {
        Row row = server.create(ACCOUNT, Models.name("a"), 1);
        Stamp read = row.stamp();
        server.edit(row, Field.NAME, FieldValue.text("b"));
        assertThat(server.write(new WriteRequest.Update(row.ref(), read, name("c")), key -> 0))
                .isInstanceOf(WriteAnswer.Moved.class);
        assertThat(server.write(new WriteRequest.Remove(row.ref(), read, WriteRequest.How.DELETE), key -> 0))
                .isInstanceOf(WriteAnswer.Moved.class);
        assertThat(row.value(Field.NAME)).isEqualTo(FieldValue.text("b"));
        assertThat(server.writes()).isZero();
    }

    @Test
    void theKeyIsTheId() {
        WriteAnswer made = server.write(create(), key -> 1);
        RecordRef ref = ACCOUNT.type().ref(KEY);
        assertThat(made).isInstanceOfSatisfying(WriteAnswer.Done.class, done -> {
            assertThat(done.ref()).isEqualTo(ref);
            assertThat(done.asStored()).isEqualTo(name("a"));
        });
        assertThat(server.write(create(), key -> 1)).isInstanceOf(WriteAnswer.Exists.class);
        assertThat(server.locate(ACCOUNT, KEY, RIGHT_FIELDS)).hasSize(1);
    }

    @Test
    void aDeletedIdReadsAsNeverCreatedAndIsReportedByTheFeed() {
        Cursor start = page(null).next();
        server.write(create(), key -> 1);
        RecordRef ref = ACCOUNT.type().ref(KEY);
        server.remove(server.existing(ref), Author.USER);
        assertThat(server.read(ref, RIGHT_FIELDS)).isEqualTo(new ReadAnswer.Gone(ref));
        assertThat(server.locate(ACCOUNT, KEY, RIGHT_FIELDS)).isEmpty();
        assertThat(page(start).rows()).containsExactly(new ChangeAnswer.Removed(ref));
    }

    @Test
    void whetherADeletedIdCanBeUsedAgainIsAQuirk() {
        server.write(create(), key -> 1);
        server.remove(server.existing(ACCOUNT.type().ref(KEY)), Author.USER);
        assertThat(server.write(create(), key -> 1)).isInstanceOf(WriteAnswer.Exists.class);
        DataverseModel lax = Models.dataverse(
                clock, new Quirks(Duration.ZERO, false, true, true, true, false, false, true, false, true, false, 100));
        lax.write(create(), key -> 1);
        lax.remove(lax.existing(ACCOUNT.type().ref(KEY)), Author.USER);
        assertThat(lax.write(create(), key -> 1)).isInstanceOf(WriteAnswer.Done.class);
        assertThat(lax.rows()).hasSize(2);
    }

    @Test
    void theFeedTellsEachRecordOnceAndStartsFromNow() {
        server.create(ACCOUNT, Models.name("before"), 1);
        Cursor start = page(null).next();
        assertThat(page(start).rows()).isEmpty();
        Row row = server.create(ACCOUNT, Models.name("a"), 2);
        server.edit(row, Field.NAME, FieldValue.text("b"));
        ChangeAnswer.Page changed = page(start);
        assertThat(changed.rows()).containsExactly(new ChangeAnswer.Changed(row.ref(), row.stamp(), Values.none()));
        assertThat(page(changed.next()).rows()).isEmpty();
    }

    @Test
    void tokensExpireByAgeAndByForce() {
        Cursor start = page(null).next();
        clock.advance(Duration.ofDays(8));
        assertThat(feed(start)).isInstanceOf(ChangeAnswer.Expired.class);
        Cursor fresh = page(null).next();
        server.expireTokens();
        assertThat(feed(fresh)).isInstanceOf(ChangeAnswer.Expired.class);
    }

    @Test
    void aMergeLoserStaysAndNamesItsMaster() {
        Row master = server.create(ACCOUNT, Models.name("a"), 1);
        Row loser = server.create(ACCOUNT, Models.name("b"), 2);
        server.merge(master, loser, false);
        assertThat(server.read(loser.ref(), RIGHT_FIELDS))
                .isInstanceOfSatisfying(
                        ReadAnswer.Found.class,
                        found ->
                                assertThat(found.record().lineage().successor()).isEqualTo(master.ref()));
        assertThat(server.write(new WriteRequest.Update(loser.ref(), null, name("c")), key -> 0))
                .isInstanceOf(WriteAnswer.Moved.class);
    }

    @Test
    void aQualifiedLeadHasAContactAsSuccessor() {
        Row lead = server.create(LEAD, Models.name("a"), 1);
        Row contact = server.qualify(lead, ACCOUNT);
        assertThat(contact.origins()).isEqualTo(1);
        assertThat(server.read(contact.ref(), RIGHT_FIELDS))
                .isInstanceOfSatisfying(
                        ReadAnswer.Found.class,
                        found -> assertThat(found.record().lineage().predecessors())
                                .containsExactly(lead.ref()));
    }

    @Test
    void removingAParentMayEmptyTheReferences() {
        DataverseModel cascading = Models.dataverse(
                clock, new Quirks(Duration.ZERO, false, true, true, true, true, true, true, false, true, false, 100));
        Row parent = cascading.create(ACCOUNT, Models.name("a"), 1);
        Row child = cascading.create(ACCOUNT, Map.of(Field.PARENT, FieldValue.reference(parent.ref())), 2);
        cascading.remove(parent, Author.USER);
        assertThat(child.value(Field.PARENT)).isEqualTo(FieldValue.EMPTY);
    }

    @Test
    void someValuesAreAcceptedAndNotStored() {
        DataverseModel stubborn = Models.dataverse(
                clock, new Quirks(Duration.ZERO, false, true, true, true, true, false, true, true, true, true, 100));
        Row row = stubborn.create(ACCOUNT, Models.name("a"), 1);
        WriteAnswer answer = stubborn.write(
                new WriteRequest.Update(row.ref(), row.stamp(), Values.of("telephone1", FieldValue.text("17"))),
                key -> 0);
        assertThat(answer).isInstanceOfSatisfying(WriteAnswer.Done.class, done -> {
            assertThat(done.refusals()).containsOnlyKeys("telephone1");
            assertThat(done.asStored()).isEqualTo(Values.of("telephone1", FieldValue.EMPTY));
        });
        assertThat(stubborn.write(new WriteRequest.Update(row.ref(), row.stamp(), name("n9")), key -> 0))
                .isInstanceOf(WriteAnswer.Refused.class);
    }

    @Test
    void ownFormsAreTheSameInCanonicalForm() {
        DataverseModel rewriting = Models.dataverse(clock, Quirks.NONE.withRewrites(true));
        Row row = rewriting.create(ACCOUNT, Map.of(Field.DOMAIN, FieldValue.text(" a.example ")), 1);
        assertThat(row.value(Field.DOMAIN)).isEqualTo(FieldValue.text("A.EXAMPLE"));
        assertThat(Canonical.equal(row.value(Field.DOMAIN), FieldValue.text("a.example")))
                .isTrue();
    }

    private static WriteRequest create() {
        return new WriteRequest.Create(ACCOUNT.type(), new CreateKey(KEY), name("a"));
    }

    private static Values name(String name) {
        return Values.of("name", FieldValue.text(name));
    }

    private ChangeAnswer feed(@Nullable Cursor cursor) {
        return server.changes(new ChangeRequest(ACCOUNT.type(), FeedMode.CHANGES, cursor, Set.of(), 100));
    }

    private ChangeAnswer.Page page(@Nullable Cursor cursor) {
        return (ChangeAnswer.Page) feed(cursor);
    }
}
