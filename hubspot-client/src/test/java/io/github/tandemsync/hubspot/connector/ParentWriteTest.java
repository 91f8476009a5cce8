package io.github.tandemsync.hubspot.connector;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.tandemsync.hubspot.connector.Fixture.ASSOCIATIONS;
import static io.github.tandemsync.hubspot.connector.Fixture.COMPANIES;
import static io.github.tandemsync.hubspot.connector.Fixture.OBJECTS;
import static io.github.tandemsync.hubspot.connector.Fixture.company;
import static io.github.tandemsync.hubspot.connector.Fixture.parent;
import static io.github.tandemsync.hubspot.connector.Fixture.results;
import static io.github.tandemsync.hubspot.connector.Fixture.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.Fence;
import io.github.tandemsync.core.connector.FencedException;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest.Update;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParentWriteTest {
    private static final String CREATE = ASSOCIATIONS + "/create";
    private static final String READ = ASSOCIATIONS + "/read";
    private static final String ARCHIVE = ASSOCIATIONS + "/labels/archive";
    private static final String UPDATE = OBJECTS + "/batch/update";
    private static final String HAS_ONE = "{\"category\":\"VALIDATION_ERROR\",\"message\":\"has a parent\"}";
    private static final String CREATED = "{\"results\":[{\"fromObjectId\":1,\"toObjectId\":9,\"labels\":[]}]}";

    private final Fixture fixture = Fixture.described();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static Update update(Values values) {
        return new Update(COMPANIES.ref("1"), null, values);
    }

    private WriteAnswer write(Values values) {
        return fixture.connector.write(List.of(update(values)), () -> {}).get(0);
    }

    private static String parents(String... ids) {
        List<String> to = List.of(ids).stream()
                .map(id -> "{\"toObjectId\":\"" + id + "\",\"associationTypes\":[{\"typeId\":14}]}")
                .toList();
        return "{\"results\":[{\"from\":{\"id\":\"1\"},\"to\":[" + String.join(",", to) + "]}]}";
    }

    @Test
    void addsTheNewParentBeforeTakingTheOldOneAway() {
        fixture.server.on("POST", CREATE, 201, CREATED).on("POST", READ, 200, parents("8", "9"));
        fixture.server.on("POST", ARCHIVE, aResponse().withStatus(204));
        Values wanted = Values.of(Parents.FIELD, parent("9"));
        assertThat(write(wanted)).isEqualTo(WriteAnswer.Done.of(COMPANIES.ref("1"), null, wanted));
        assertThat(fixture.server.calls()).containsExactly("POST " + CREATE, "POST " + READ, "POST " + ARCHIVE);
        String types = "\"types\":[{\"associationCategory\":\"HUBSPOT_DEFINED\",\"associationTypeId\":14}]}]}";
        assertThat(fixture.server.bodies(CREATE))
                .containsExactly("{\"inputs\":[{\"from\":{\"id\":\"1\"},\"to\":{\"id\":\"9\"}," + types);
        assertThat(fixture.server.bodies(ARCHIVE))
                .containsExactly("{\"inputs\":[{\"from\":{\"id\":\"1\"},\"to\":{\"id\":\"8\"}," + types);
    }

    @Test
    void takesNothingAwayWhereThereIsNoOther() {
        fixture.server.on("POST", CREATE, 201, CREATED).on("POST", READ, 200, parents("9"));
        assertThat(write(Values.of(Parents.FIELD, parent("9")))).isInstanceOf(WriteAnswer.Done.class);
        assertThat(fixture.server.bodies(ARCHIVE)).isEmpty();
    }

    @Test
    void clears() {
        fixture.server
                .on("POST", READ, 200, parents("8"))
                .on("POST", ARCHIVE, aResponse().withStatus(204));
        assertThat(write(Values.of(Parents.FIELD, FieldValue.EMPTY))).isInstanceOf(WriteAnswer.Done.class);
        assertThat(fixture.server.bodies(CREATE)).isEmpty();
        assertThat(fixture.server.bodies(ARCHIVE)).hasSize(1);
    }

    @Test
    void writesPropertiesFirst() {
        fixture.server.on("POST", UPDATE, 200, results(company("1", "\"name\":\"A\"")));
        fixture.server.on("POST", CREATE, 201, CREATED).on("POST", READ, 200, parents("9"));
        Values wanted = values("name", "A").with(Parents.FIELD, parent("9"));
        assertThat(write(wanted))
                .isEqualTo(WriteAnswer.Done.of(COMPANIES.ref("1"), new Stamp("2026-02-03T04:05:06.700Z"), wanted));
        assertThat(fixture.server.bodies(UPDATE).get(0)).doesNotContain("associations");
    }

    @Test
    void aFailureAfterThePropertiesWereWrittenIsUnknown() {
        fixture.server.on("POST", UPDATE, 200, results(company("1", "\"name\":\"A\"")));
        fixture.server.on("POST", CREATE, 400, "{\"category\":\"VALIDATION_ERROR\",\"message\":\"no\"}");
        assertThat(write(values("name", "A").with(Parents.FIELD, parent("9")))).isInstanceOf(WriteAnswer.Unknown.class);
    }

    @Test
    void propertiesThatWereRefusedKeepTheParentUnwritten() {
        fixture.server.on("POST", UPDATE, 400, "{\"category\":\"VALIDATION_ERROR\",\"message\":\"no\"}");
        assertThat(write(values("name", "A").with(Parents.FIELD, parent("9"))))
                .isEqualTo(new WriteAnswer.Refused("VALIDATION_ERROR", "no"));
        assertThat(fixture.server.bodies(CREATE)).isEmpty();
    }

    @Test
    void aRefusalOfTheParentAloneIsARefusal() {
        fixture.server.on("POST", CREATE, 400, HAS_ONE).on("POST", READ, 200, parents());
        assertThat(write(Values.of(Parents.FIELD, parent("9"))))
                .isEqualTo(new WriteAnswer.Refused("VALIDATION_ERROR", "has a parent"));
    }

    @Test
    void aSecondParentThatIsRefusedTakesThePlaceOfTheFirst() {
        String none = "{\"results\":[],\"numErrors\":1,\"errors\":[" + HAS_ONE + "]}";
        fixture.server.on("POST", CREATE, 207, none).on("POST", CREATE, 201, CREATED);
        fixture.server.on("POST", READ, 200, parents("8"));
        fixture.server.on("POST", ARCHIVE, aResponse().withStatus(204));
        Values wanted = Values.of(Parents.FIELD, parent("9"));
        assertThat(write(wanted)).isEqualTo(WriteAnswer.Done.of(COMPANIES.ref("1"), null, wanted));
        assertThat(fixture.server.calls())
                .containsExactly("POST " + CREATE, "POST " + READ, "POST " + ARCHIVE, "POST " + CREATE);
    }

    @Test
    void soDoesOneWhoseWholeRequestIsRefused() {
        fixture.server.on("POST", CREATE, 400, HAS_ONE).on("POST", CREATE, 201, CREATED);
        fixture.server.on("POST", READ, 200, parents("8"));
        fixture.server.on("POST", ARCHIVE, aResponse().withStatus(204));
        Values wanted = Values.of(Parents.FIELD, parent("9"));
        assertThat(write(wanted)).isEqualTo(WriteAnswer.Done.of(COMPANIES.ref("1"), null, wanted));
    }

    /** Then the company has no parent for now, which the next look tells. */
    @Test
    void aParentThatIsRefusedTwiceIsUnknown() {
        fixture.server.on("POST", CREATE, 400, HAS_ONE).on("POST", CREATE, 400, HAS_ONE);
        fixture.server.on("POST", READ, 200, parents("8"));
        fixture.server.on("POST", ARCHIVE, aResponse().withStatus(204));
        assertThat(write(Values.of(Parents.FIELD, parent("9")))).isInstanceOf(WriteAnswer.Unknown.class);
    }

    @Test
    void aLostAnswerIsUnknown() {
        fixture.server.hangsUp("POST", CREATE);
        assertThat(write(Values.of(Parents.FIELD, parent("9")))).isInstanceOf(WriteAnswer.Unknown.class);
        assertThat(fixture.server.bodies(CREATE)).hasSize(1);
    }

    @Test
    void aCompanyThatTheAnswerDoesNotNameIsUnknown() {
        fixture.server.on("POST", CREATE, 201, "{\"results\":[]}");
        assertThat(write(Values.of(Parents.FIELD, parent("9")))).isInstanceOf(WriteAnswer.Unknown.class);
    }

    @Test
    void aLeaseThatEndsBeforeTheFirstWriteSendsNothing() {
        Fence gone = () -> {
            throw new FencedException("lease gone");
        };
        assertThatThrownBy(() -> fixture.connector.write(List.of(update(Values.of(Parents.FIELD, parent("9")))), gone))
                .isInstanceOf(FencedException.class);
        assertThat(fixture.server.calls()).isEmpty();
    }

    @Test
    void aLeaseThatEndsInBetweenLeavesTheItemUnknown() {
        fixture.server.on("POST", UPDATE, 200, results(company("1", "\"name\":\"A\"")));
        AtomicInteger asked = new AtomicInteger();
        Fence oneWrite = () -> {
            if (asked.incrementAndGet() > 1) {
                throw new FencedException("lease gone");
            }
        };
        Values wanted = values("name", "A").with(Parents.FIELD, parent("9"));
        assertThat(fixture.connector.write(List.of(update(wanted)), oneWrite).get(0))
                .isInstanceOf(WriteAnswer.Unknown.class);
        assertThat(fixture.server.bodies(CREATE)).isEmpty();
    }
}
