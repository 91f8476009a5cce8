package io.github.tandemsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.LocateAnswer;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.SystemIdentity;
import io.github.tandemsync.core.connector.TypeTraits;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Stamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

interface ConnectorReadTests extends ConnectorFixture {
    @Test
    default void theSystemSaysWhoItIsTheSameEachTime() {
        SystemIdentity identity = connector().identify();
        assertThat(identity.system()).isEqualTo(type().system());
        assertThat(identity.account()).isNotBlank();
        assertThat(connector().identify()).isEqualTo(identity);
    }

    @Test
    default void theSchemaDescribesTheType() {
        ObjectSchema schema = connector().schema(type());
        assertThat(schema.type()).isEqualTo(type());
        for (String name : fields()) {
            FieldSchema field = schema.field(name);
            assertThat(field != null && field.creatable() && field.updatable() && field.readable())
                    .as("field %s may be read and written", name)
                    .isTrue();
        }
        TypeTraits traits = schema.traits();
        assertThat(List.of(traits.readBatch(), traits.writeBatch())).allMatch(most -> most > 0);
        assertThat(!traits.fieldHistory() || traits.historyBatch() > 0).isTrue();
    }

    @Test
    default void aRecordIsReadAsItWasMade() {
        RecordRef ref = made(1).get(0);
        CrmRecord record = found(ref);
        assertThat(record.ref()).isEqualTo(ref);
        assertThat(record.fields().only(fields())).isEqualTo(sample(1));
        assertThat(found(ref).stamp()).as("a version stays while nobody writes").isEqualTo(record.stamp());
    }

    @Test
    default void everyIdIsAnsweredInTheOrderGiven() {
        List<RecordRef> refs = new ArrayList<>(made(some()));
        Collections.reverse(refs);
        List<String> ids = refs.stream().map(RecordRef::id).toList();
        assertThat(read(ids)).extracting(ReadAnswer::asked).isEqualTo(refs);
        Collections.reverse(refs);
        assertThat(read(refs.stream().map(RecordRef::id).toList()))
                .as("and in the other")
                .extracting(ReadAnswer::asked)
                .isEqualTo(refs);
    }

    @Test
    default void anUnknownIdIsAnsweredInItsPlace() {
        RecordRef known = made(1).get(0);
        RecordRef unknown = type().ref(unknownId());
        assertThat(read(List.of(unknown.id()))).containsExactly(new ReadAnswer.Gone(unknown));
        Assumptions.assumeTrue(traits().readBatch() > 1);
        List<ReadAnswer> answers = read(List.of(unknown.id(), known.id()));
        assertThat(answers).extracting(ReadAnswer::asked).containsExactly(unknown, known);
        assertThat(answers.get(0)).isInstanceOf(ReadAnswer.Gone.class);
        assertThat(answers.get(1)).isInstanceOf(ReadAnswer.Found.class);
    }

    @Test
    default void everyKeyIsAnsweredInTheOrderGiven() throws Exception {
        CreateKey unknown = freshKey();
        CreateKey known = freshKey();
        RecordRef ref = done(List.of(create(known, 1))).get(0).ref();
        settle();
        List<CreateKey> keys = traits().readBatch() > 1 ? List.of(unknown, known) : List.of(known);
        List<LocateAnswer> answers = connector().locate(type(), keys, fields());
        assertThat(answers).extracting(LocateAnswer::key).isEqualTo(keys);
        assertThat(answers.get(answers.size() - 1).hits())
                .extracting(ReadAnswer::asked)
                .containsExactly(ref);
        assertThat(answers.size() == 1 || answers.get(0).hits().isEmpty())
                .as("a key that nobody carries finds nobody")
                .isTrue();
    }

    @Test
    default void aHistoryTellsOfThoseAskedForAndOfNobodyElse() {
        Assumptions.assumeTrue(traits().fieldHistory());
        RecordRef ref = made(1).get(0);
        Stamp now = found(ref).stamp();
        List<FieldTrail> trails = connector().history(type(), Map.of(ref.id(), Stamp.BEGINNING), fields());
        assertThat(trails).extracting(FieldTrail::ref).containsExactly(ref);
        sample(1)
                .forEach((field, value) -> assertThat(trails.get(0).of(field))
                        .as("who set %s", field)
                        .last()
                        .satisfies(edit -> {
                            assertThat(edit.value()).isEqualTo(value);
                            assertThat(edit.author()).isEqualTo(FieldTrail.Author.OURSELVES);
                        }));
        assertThat(connector().history(type(), new TreeMap<>(Map.of(ref.id(), now)), fields()))
                .as("nothing came after the version that it has")
                .allSatisfy(trail -> assertThat(trail.edits().values()).allMatch(List::isEmpty));
        assertThat(connector().history(type(), Map.of(unknownId(), Stamp.BEGINNING), fields()))
                .as("a record that is not there is missing")
                .isEmpty();
    }

    @Test
    default void noVersionComesBeforeItself() {
        Stamp stamp = found(made(1).get(0)).stamp();
        assertThat(connector().precedes(stamp, stamp)).isFalse();
    }
}
