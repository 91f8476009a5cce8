package io.github.tandemsync.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchAnswerTest {
    private static final String FIRST = BatchReply.part(200, "{\"n\":1}");
    private static final String SECOND = BatchReply.part(404, "{\"n\":2}");
    private static final String THIRD = BatchReply.part(204, "");

    @Test
    void orderCountsWhereTheServerEchoesNoId() {
        BatchAnswer batch = read(3, BatchReply.body(FIRST, SECOND, THIRD));
        assertThat(statuses(batch)).containsExactly(200, 404, 204);
        assertThat(batch.isComplete()).isTrue();
    }

    @Test
    void aBodyIsReadWithItsHeaders() {
        Answer answer = answer(read(1, BatchReply.body(BatchReply.part(200, "{\"n\":1}", "x-Ms-Thing: a: b"))));
        assertThat(answer.header("X-MS-THING")).isEqualTo("a: b");
        assertThat(answer.text()).isEqualTo("{\"n\":1}");
        assertThat(answer.row().number("n")).isEqualTo("1");
    }

    @Test
    void echoedIdsCountWhateverTheOrder() {
        String body = BatchReply.body(BatchReply.to(3, THIRD), BatchReply.to(1, FIRST), BatchReply.to(2, SECOND));
        assertThat(statuses(read(3, body))).containsExactly(200, 404, 204);
    }

    @Test
    void anOmittedAnswerIsMissingWhereIdsTellThemApart() {
        String body = BatchReply.body(BatchReply.to(1, FIRST), BatchReply.to(3, THIRD));
        assertThat(statuses(read(3, body))).containsExactly(200, null, 204);
    }

    @Test
    void anOmittedAnswerLeavesAllUnknownWhereNothingTellsThemApart() {
        assertThat(statuses(read(3, BatchReply.body(FIRST, THIRD))))
                .containsOnlyNulls()
                .hasSize(3);
        assertThat(statuses(read(1, BatchReply.body(FIRST, THIRD))))
                .containsOnlyNulls()
                .hasSize(1);
    }

    @Test
    void twoAnswersToOneOperationAreNone() {
        String body = BatchReply.body(BatchReply.to(1, FIRST), BatchReply.to(1, SECOND), BatchReply.to(2, THIRD));
        assertThat(statuses(read(2, body))).containsExactly(null, 204);
    }

    @Test
    void idsThatWereNotSentAreIgnored() {
        String body = BatchReply.body(
                BatchReply.to(0, FIRST),
                BatchReply.to(9, FIRST),
                "Content-ID: x\r\n" + FIRST,
                BatchReply.to(2, SECOND));
        assertThat(statuses(read(2, body))).containsExactly(null, 404);
    }

    @Test
    void answersBeforeACutAreKnown() {
        String whole = BatchReply.body(FIRST, SECOND, THIRD);
        List<Integer> all = List.of(200, 404, 204);
        int known = 0;
        for (int length = 0; length <= whole.length(); length++) {
            BatchAnswer batch = read(3, whole.substring(0, length));
            List<Integer> statuses = statuses(batch);
            known = (int) statuses.stream().filter(status -> status != null).count();
            assertThat(statuses.subList(0, known)).as("cut at %d", length).isEqualTo(all.subList(0, known));
            assertThat(statuses.subList(known, 3)).as("cut at %d", length).allMatch(status -> status == null);
        }
        assertThat(known).isEqualTo(3);
    }

    @Test
    void aMalformedPartIsNoAnswerAndKeepsItsPlace() {
        assertThat(statuses(read(2, BatchReply.body("Content-Type: application/http\r\n\r\nNonsense\r\n\r\n", SECOND))))
                .containsExactly(null, 404);
        assertThat(statuses(read(2, BatchReply.body("no header at all", SECOND))))
                .containsExactly(null, 404);
        assertThat(statuses(read(2, BatchReply.body("", SECOND)))).containsExactly(null, 404);
        assertThat(statuses(read(2, BatchReply.body("A: b\r\n\r\nHTTP/1.1 200 OK\r\nbroken\r\n\r\n", SECOND))))
                .containsExactly(null, 404);
        assertThat(statuses(read(2, BatchReply.body("A: b\r\n\r\nHTTP/1.1 999 OK\r\n\r\n", SECOND))))
                .containsExactly(null, 404);
    }

    @Test
    void partsOfAChangeSetAreReadToo() {
        String changeSet =
                "Content-Type: multipart/mixed; boundary=changesetresponse_1\r\n\r\n--changesetresponse_1\r\n"
                        + BatchReply.to(2, THIRD) + "\r\n--changesetresponse_1--";
        assertThat(statuses(read(2, BatchReply.body(BatchReply.to(1, FIRST), changeSet))))
                .containsExactly(200, 204);
    }

    @Test
    void showsNoContent() {
        BatchAnswer batch = read(1, BatchReply.body(BatchReply.part(200, "{\"secret\":1}")));
        assertThat(batch.toString() + batch.at(0)).doesNotContain("secret");
    }

    private static BatchAnswer read(int operations, String body) {
        return BatchAnswer.read(body.getBytes(StandardCharsets.UTF_8), "batchresponse_7f3a", operations);
    }

    private static Answer answer(BatchAnswer batch) {
        Answer answer = batch.at(0);
        assertThat(answer).isNotNull();
        return java.util.Objects.requireNonNull(answer);
    }

    private static List<Integer> statuses(BatchAnswer batch) {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Answer answer = batch.at(i);
            statuses.add(answer == null ? null : answer.status());
        }
        return statuses;
    }
}
