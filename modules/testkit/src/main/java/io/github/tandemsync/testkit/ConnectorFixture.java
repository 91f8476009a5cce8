package io.github.tandemsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.Connector;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.connector.Fence;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.ReadRequest;
import io.github.tandemsync.core.connector.TypeTraits;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the parts of the contract share. */
interface ConnectorFixture {
    /** Pages after which a feed is taken for one that has no end. */
    int MOST_PAGES = 1000;

    Fence OPEN = () -> {};

    Connector connector();

    ObjectType type();

    Values sample(int number);

    String unknownId();

    void settle() throws Exception;

    default TypeTraits traits() {
        return connector().schema(type()).traits();
    }

    /** Every field of the samples. */
    default Set<String> fields() {
        return new TreeSet<>(sample(1).names());
    }

    CreateKey freshKey();

    /** Three, or fewer where a batch holds no more. */
    default int some() {
        TypeTraits traits = traits();
        return Math.min(3, Math.min(traits.writeBatch(), traits.readBatch()));
    }

    /** Writes, each of which is done. */
    default List<WriteAnswer.Done> done(List<? extends WriteRequest> batch) {
        List<WriteAnswer> answers = connector().write(List.copyOf(batch), OPEN);
        assertThat(answers).as("one answer for each write").hasSameSizeAs(batch);
        assertThat(answers).as("every write is done").hasOnlyElementsOfType(WriteAnswer.Done.class);
        return answers.stream().map(WriteAnswer.Done.class::cast).toList();
    }

    default WriteRequest.Create create(CreateKey key, int number) {
        return new WriteRequest.Create(type(), key, sample(number));
    }

    /** Records with the samples from 1 on, in one batch. */
    default List<RecordRef> made(int many) {
        return done(IntStream.rangeClosed(1, many)
                        .mapToObj(number -> create(freshKey(), number))
                        .toList())
                .stream()
                .map(WriteAnswer.Done::ref)
                .toList();
    }

    default List<ReadAnswer> read(List<String> ids) {
        return connector().read(new ReadRequest(type(), ids, fields()));
    }

    default ReadAnswer read(RecordRef ref) {
        List<ReadAnswer> answers = read(List.of(ref.id()));
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    /** The record, which is there. */
    default CrmRecord found(RecordRef ref) {
        ReadAnswer answer = read(ref);
        assertThat(answer).isInstanceOf(ReadAnswer.Found.class);
        return ((ReadAnswer.Found) answer).record();
    }

    default ChangeAnswer.Page page(FeedMode mode, @Nullable Cursor cursor, int limit) {
        Set<String> wanted = mode == FeedMode.BASELINE ? fields() : Set.of();
        ChangeAnswer answer = connector().changes(new ChangeRequest(type(), mode, cursor, wanted, limit));
        assertThat(answer).as("a page of %s", mode).isInstanceOf(ChangeAnswer.Page.class);
        ChangeAnswer.Page page = (ChangeAnswer.Page) answer;
        assertThat(page.rows())
                .as("rows of the type asked for")
                .allSatisfy(row -> assertThat(row.ref().type()).isEqualTo(type()));
        if (!page.complete()) {
            assertThat(page.next()).as("an unfinished page leads on").isNotEqualTo(cursor);
        }
        return page;
    }

    /** The pages up to the last. */
    default List<ChangeAnswer.Page> pages(FeedMode mode, @Nullable Cursor from, int limit) {
        List<ChangeAnswer.Page> pages = new ArrayList<>();
        Cursor cursor = from;
        do {
            assertThat(pages).as("the feed has an end").hasSizeLessThan(MOST_PAGES);
            pages.add(page(mode, cursor, limit));
            cursor = pages.get(pages.size() - 1).next();
        } while (!pages.get(pages.size() - 1).complete());
        return pages;
    }

    static List<RecordRef> refs(List<ChangeAnswer.Page> pages) {
        return pages.stream()
                .flatMap(page -> page.rows().stream())
                .map(ChangeAnswer.Row::ref)
                .toList();
    }

    static Cursor end(List<ChangeAnswer.Page> pages) {
        return pages.get(pages.size() - 1).next();
    }
}
