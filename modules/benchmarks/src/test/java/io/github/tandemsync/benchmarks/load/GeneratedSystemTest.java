package io.github.tandemsync.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.ReadRequest;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The made-up systems behave as the real ones where the cost of a sync depends on it. */
class GeneratedSystemTest {
    private static final int LIMIT = 5_000;
    private static final Set<String> PHONE = Set.of("phone");

    private final LoadClock clock = new LoadClock(() -> Instant.parse("2026-11-28T12:00:00Z"));
    private final GeneratedHubSpot hubspot = new GeneratedHubSpot(12_000, clock);
    private final GeneratedDataverse dynamics = new GeneratedDataverse(12_000, 6_000);

    @Test
    void aListingShowsEachRecordOnceInPagesOfTheRealSize() {
        assertThat(listing(hubspot, Set.of("name"))).hasSize(120);
        List<List<ChangeAnswer.Row>> pages = listing(dynamics, Set.of("name"));
        assertThat(pages).extracting(List::size).containsExactly(5_000, 5_000, 2_000);
        assertThat(refs(pages)).hasSize(12_000);
    }

    @Test
    void theSearchTellsAnEditUntilTheIndexLagHasPassed() {
        Cursor start = changes(hubspot, null).next();
        hubspot.edit(7, 1);
        ChangeAnswer.Page first = changes(hubspot, start);
        ChangeAnswer.Page again = changes(hubspot, first.next());
        clock.skip(GeneratedHubSpot.INDEX_LAG.plus(Duration.ofSeconds(1)));
        ChangeAnswer.Page last = changes(hubspot, again.next());
        assertThat(first.rows()).hasSize(1);
        assertThat(again.rows()).isEqualTo(first.rows());
        assertThat(changes(hubspot, last.next()).rows()).isEmpty();
    }

    @Test
    void theSearchPagesById() {
        Cursor start = changes(hubspot, null).next();
        for (int number = 0; number < 450; number++) {
            hubspot.edit(number, 1);
        }
        List<List<ChangeAnswer.Row>> pages = feed(hubspot, start);
        assertThat(pages).extracting(List::size).containsExactly(200, 200, 50);
        assertThat(refs(pages)).hasSize(450);
    }

    @Test
    void theDeltaTellsCreatesAndEditsOnceAndInPages() {
        Cursor start = changes(dynamics, null).next();
        for (int number = 0; number < 6_000; number++) {
            dynamics.write(List.of(create(number)), () -> {});
        }
        dynamics.edit(3, 1);
        dynamics.edit(3, 2);
        List<List<ChangeAnswer.Row>> pages = feed(dynamics, start);
        assertThat(pages).extracting(List::size).containsExactly(5_000, 1_001);
        assertThat(refs(pages)).hasSize(6_001);
    }

    @Test
    void aKeyIsTakenOnce() {
        WriteRequest create = create(5);
        List<WriteAnswer> answers = new ArrayList<>(dynamics.write(List.of(create), () -> {}));
        answers.addAll(dynamics.write(List.of(create), () -> {}));
        assertThat(answers)
                .extracting(Object::getClass)
                .isEqualTo(List.of(WriteAnswer.Done.class, WriteAnswer.Exists.class));
    }

    @Test
    void valuesOfNoFirmAreNotAccepted() {
        WriteRequest wrong = new WriteRequest.Create(
                GeneratedDataverse.ACCOUNT,
                new CreateKey(UUID.randomUUID().toString()),
                Values.of(Map.of("name", FieldValue.text("Firm 5 GmbH"), "telephone1", FieldValue.text("1"))));
        assertThatThrownBy(() -> dynamics.write(List.of(wrong), () -> {})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void dataverseRefusesAWriteToAnOldVersion() {
        CrmRecord read = record(dynamics, dynamics.id(9), Set.of("telephone1"));
        dynamics.edit(9, 1);
        WriteRequest late =
                new WriteRequest.Update(read.ref(), read.stamp(), Values.of("telephone1", FieldValue.text("late")));
        assertThat(dynamics.write(List.of(late), () -> {})).first().isInstanceOf(WriteAnswer.Moved.class);
    }

    @Test
    void hubSpotTellsWhoEditedWhatSinceAVersion() {
        String id = hubspot.id(4);
        RecordRef ref = hubspot.type().ref(id);
        Stamp before = record(hubspot, id, PHONE).stamp();
        hubspot.write(
                List.of(new WriteRequest.Update(ref, null, Values.of("phone", FieldValue.text("ours")))), () -> {});
        Stamp ours = record(hubspot, id, PHONE).stamp();
        hubspot.edit(4, 1);
        assertThat(authors(ref, before)).containsExactly(FieldTrail.Author.OURSELVES, FieldTrail.Author.SOMEBODY);
        assertThat(authors(ref, ours)).containsExactly(FieldTrail.Author.SOMEBODY);
    }

    private List<FieldTrail.Author> authors(RecordRef ref, Stamp after) {
        return hubspot.history(ref.type(), Map.of(ref.id(), after), PHONE).get(0).of("phone").stream()
                .map(FieldTrail.Edit::author)
                .toList();
    }

    private WriteRequest create(int number) {
        Set<String> fields = Firms.schema(Side.RIGHT).keySet();
        return new WriteRequest.Create(
                GeneratedDataverse.ACCOUNT,
                new CreateKey(new UUID(0x9e3779b97f4a8000L * (number + 1), number).toString()),
                Firms.values(Side.RIGHT, number, fields));
    }

    private static CrmRecord record(GeneratedSystem system, String id, Set<String> fields) {
        return ((ReadAnswer.Found) system.read(new ReadRequest(system.type(), List.of(id), fields))
                        .get(0))
                .record();
    }

    private static List<List<ChangeAnswer.Row>> listing(GeneratedSystem system, Set<String> fields) {
        return pages(system, FeedMode.BASELINE, null, fields);
    }

    private static List<List<ChangeAnswer.Row>> feed(GeneratedSystem system, Cursor from) {
        return pages(system, FeedMode.CHANGES, from, Set.of());
    }

    private static List<List<ChangeAnswer.Row>> pages(
            GeneratedSystem system, FeedMode mode, @Nullable Cursor from, Set<String> fields) {
        List<List<ChangeAnswer.Row>> pages = new ArrayList<>();
        Cursor cursor = from;
        while (true) {
            ChangeAnswer.Page page =
                    (ChangeAnswer.Page) system.changes(new ChangeRequest(system.type(), mode, cursor, fields, LIMIT));
            pages.add(page.rows());
            if (page.complete()) {
                return pages;
            }
            cursor = page.next();
        }
    }

    private static ChangeAnswer.Page changes(GeneratedSystem system, @Nullable Cursor cursor) {
        return (ChangeAnswer.Page)
                system.changes(new ChangeRequest(system.type(), FeedMode.CHANGES, cursor, Set.of(), LIMIT));
    }

    private static Set<RecordRef> refs(List<List<ChangeAnswer.Row>> pages) {
        Set<RecordRef> refs = new HashSet<>();
        pages.forEach(page -> page.forEach(row -> refs.add(row.ref())));
        return refs;
    }
}
