package io.github.tandemsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.FencedException;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.connector.WriteRequest.How;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Stamp;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

interface ConnectorWriteTests extends ConnectorFixture {
    default WriteRequest.Update update(RecordRef ref, int number) {
        return new WriteRequest.Update(ref, found(ref).stamp(), sample(number));
    }

    @Test
    default void createsAreAnsweredInTheOrderGiven() {
        List<RecordRef> refs = made(some());
        assertThat(refs).doesNotHaveDuplicates().allMatch(ref -> ref.type().equals(type()));
        for (int i = 0; i < refs.size(); i++) {
            assertThat(found(refs.get(i)).fields().only(fields()))
                    .as("the record that answer %d names", i)
                    .isEqualTo(sample(i + 1));
        }
    }

    @Test
    default void aKeyThatIsTheIdIsTheId() {
        Assumptions.assumeTrue(traits().createKey() == CreateKeyKind.CLIENT_ID);
        CreateKey key = freshKey();
        assertThat(done(List.of(create(key, 1))).get(0).ref()).isEqualTo(type().ref(key.value()));
    }

    @Test
    default void aKeyMakesOneRecord() {
        CreateKeyKind kind = traits().createKey();
        Assumptions.assumeTrue(kind == CreateKeyKind.CLIENT_ID || kind == CreateKeyKind.UNIQUE);
        CreateKey key = freshKey();
        RecordRef ref = done(List.of(create(key, 1))).get(0).ref();
        List<WriteAnswer> again = connector().write(List.of(create(key, 2)), OPEN);
        assertThat(again)
                .singleElement()
                .isInstanceOfSatisfying(
                        WriteAnswer.Exists.class,
                        exists -> assertThat(exists.existing()).isIn(ref, null));
        assertThat(found(ref).fields().only(fields())).isEqualTo(sample(1));
    }

    @Test
    default void updatesAreAnsweredInTheOrderGivenByTheRecordsThatTheyName() {
        List<RecordRef> refs = made(some());
        List<WriteRequest> updates = new ArrayList<>();
        for (int i = refs.size(); i > 0; i--) {
            updates.add(update(refs.get(i - 1), 10 + i));
        }
        List<WriteAnswer.Done> answers = done(updates);
        for (int i = 0; i < updates.size(); i++) {
            RecordRef ref = ((WriteRequest.Update) updates.get(i)).ref();
            WriteAnswer.Done answer = answers.get(i);
            CrmRecord now = found(ref);
            assertThat(answer.ref()).as("the record that answer %d names", i).isEqualTo(ref);
            assertThat(now.fields().only(fields())).isEqualTo(sample(10 + refs.size() - i));
            assertThat(answer.stamp())
                    .as("the version after the write, or none")
                    .isIn(now.stamp(), null);
            assertThat(answer.asStored() == null
                            || now.fields().overlay(answer.asStored()).equals(now.fields()))
                    .as("what is stored, or none")
                    .isTrue();
        }
    }

    @Test
    default void anUpdateOfAnOlderVersionIsNotWritten() {
        Assumptions.assumeTrue(traits().conditionalWrites());
        RecordRef ref = made(1).get(0);
        Stamp old = found(ref).stamp();
        done(List.of(update(ref, 2)));
        List<WriteAnswer> late = connector().write(List.of(new WriteRequest.Update(ref, old, sample(3))), OPEN);
        assertThat(late).singleElement().isInstanceOf(WriteAnswer.Moved.class);
        assertThat(found(ref).fields().only(fields())).isEqualTo(sample(2));
    }

    @Test
    default void anUpdateOfARecordThatIsNotThereIsMoved() {
        RecordRef ref = made(1).get(0);
        WriteRequest late = update(ref, 2);
        done(List.of(new WriteRequest.Remove(ref, found(ref).stamp(), How.ARCHIVE)));
        assertThat(connector().write(List.of(late), OPEN)).singleElement().isInstanceOf(WriteAnswer.Moved.class);
    }

    @Test
    default void whatIsRemovedIsAwayAndMayBeRemovedAgain() {
        List<RecordRef> refs = made(some());
        RecordRef last = refs.get(refs.size() - 1);
        WriteRequest remove = new WriteRequest.Remove(last, found(last).stamp(), How.ARCHIVE);
        assertThat(done(List.of(remove)).get(0).ref()).isEqualTo(last);
        assertThat(read(last)).isInstanceOfAny(ReadAnswer.Archived.class, ReadAnswer.Gone.class);
        assertThat(read(last).asked()).isEqualTo(last);
        assertThat(done(List.of(remove)).get(0).ref()).isEqualTo(last);
        refs.stream().filter(ref -> !ref.equals(last)).forEach(this::found);
    }

    @Test
    default void nothingIsSentThatTheFenceForbids() {
        RecordRef ref = made(1).get(0);
        WriteRequest update = update(ref, 2);
        assertThatThrownBy(() -> connector().write(List.of(update), () -> {
                    throw new FencedException("the lease is gone");
                }))
                .isInstanceOf(FencedException.class);
        assertThat(found(ref).fields().only(fields())).isEqualTo(sample(1));
    }
}
