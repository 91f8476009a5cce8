package io.github.tandemsync.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.Connector;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.Fence;
import io.github.tandemsync.core.connector.LocateAnswer;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.ReadRequest;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.ObjectType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A connector that breaks its word fails the contract. */
class ConnectorContractTest {
    private interface Promise {
        void check(ConnectorContract contract) throws Exception;
    }

    private static void assertBroken(Connector wrong, Promise promise) {
        assertThatCode(() -> promise.check(contract(new MemoryConnector()))).doesNotThrowAnyException();
        assertThatThrownBy(() -> promise.check(contract(wrong))).isInstanceOf(AssertionError.class);
    }

    private static ConnectorContract contract(Connector connector) throws Exception {
        ConnectorContract contract = new MemoryConnectorTest() {
            @Override
            public Connector open() {
                return connector;
            }
        };
        contract.openConnector();
        return contract;
    }

    private static <T> List<T> turned(List<T> list) {
        List<T> turned = new ArrayList<>(list);
        Collections.reverse(turned);
        return turned;
    }

    @Test
    void readsInAnotherOrder() {
        Connector wrong = new MemoryConnector() {
            @Override
            public List<ReadAnswer> read(ReadRequest request) {
                return turned(super.read(request));
            }
        };
        assertBroken(wrong, ConnectorContract::everyIdIsAnsweredInTheOrderGiven);
        assertBroken(wrong, ConnectorContract::anUnknownIdIsAnsweredInItsPlace);
    }

    @Test
    void unknownIdsLeftOut() {
        Connector wrong = new MemoryConnector() {
            @Override
            public List<ReadAnswer> read(ReadRequest request) {
                return super.read(request).stream()
                        .filter(answer -> !(answer instanceof ReadAnswer.Gone))
                        .toList();
            }
        };
        assertBroken(wrong, ConnectorContract::anUnknownIdIsAnsweredInItsPlace);
    }

    @Test
    void keysInAnotherOrder() {
        Connector wrong = new MemoryConnector() {
            @Override
            public List<LocateAnswer> locate(ObjectType type, List<CreateKey> keys, Set<String> fields) {
                return turned(super.locate(type, keys, fields));
            }
        };
        assertBroken(wrong, ConnectorContract::everyKeyIsAnsweredInTheOrderGiven);
    }

    @Test
    void writesInAnotherOrder() {
        Connector wrong = new MemoryConnector() {
            @Override
            public List<WriteAnswer> write(List<WriteRequest> batch, Fence fence) {
                return turned(super.write(batch, fence));
            }
        };
        assertBroken(wrong, ConnectorContract::createsAreAnsweredInTheOrderGiven);
        assertBroken(wrong, ConnectorContract::updatesAreAnsweredInTheOrderGivenByTheRecordsThatTheyName);
    }

    @Test
    void theFenceNotAsked() {
        Connector wrong = new MemoryConnector() {
            @Override
            public List<WriteAnswer> write(List<WriteRequest> batch, Fence fence) {
                return super.write(batch, () -> {});
            }
        };
        assertBroken(wrong, ConnectorContract::nothingIsSentThatTheFenceForbids);
    }

    @Test
    void theExpectedVersionNotEnforced() {
        Connector wrong = new MemoryConnector() {
            @Override
            public List<WriteAnswer> write(List<WriteRequest> batch, Fence fence) {
                return super.write(batch.stream().map(request -> free(request)).toList(), fence);
            }

            private WriteRequest free(WriteRequest request) {
                return request instanceof WriteRequest.Update update
                        ? new WriteRequest.Update(update.ref(), null, update.values())
                        : request;
            }
        };
        assertBroken(wrong, ConnectorContract::anUpdateOfAnOlderVersionIsNotWritten);
    }

    @Test
    void aCursorThatDoesNotMove() {
        Connector wrong = new MemoryConnector() {
            @Override
            public ChangeAnswer changes(ChangeRequest request) {
                ChangeAnswer answer = super.changes(request);
                return answer instanceof ChangeAnswer.Page page && request.cursor() != null
                        ? new ChangeAnswer.Page(page.rows(), request.cursor(), page.complete())
                        : answer;
            }
        };
        assertBroken(wrong, ConnectorContract::aListingInPagesShowsTheSame);
        assertBroken(wrong, ConnectorContract::aFeedOfChangesTellsWhatHappensFromItsBeginningOn);
    }

    @Test
    void aFeedThatNeverEnds() {
        Connector wrong = new MemoryConnector() {
            private int pages;

            @Override
            public ChangeAnswer changes(ChangeRequest request) {
                return new ChangeAnswer.Page(List.of(), new Cursor(pages++ % 2 == 0 ? "here" : "there"), false);
            }
        };
        assertBroken(wrong, ConnectorContract::aListingShowsEveryRecordWithWhatWasAskedFor);
    }

    @Test
    void pagesThatLeaveOutARecord() {
        Connector wrong = new MemoryConnector() {
            @Override
            public ChangeAnswer changes(ChangeRequest request) {
                ChangeAnswer answer = super.changes(request);
                return answer instanceof ChangeAnswer.Page page && request.cursor() != null
                        ? new ChangeAnswer.Page(page.rows().stream().skip(1).toList(), page.next(), page.complete())
                        : answer;
            }
        };
        assertBroken(wrong, ConnectorContract::aListingInPagesShowsTheSame);
        assertBroken(wrong, ConnectorContract::whatIsRemovedIsToldByTheFeedThatSaysSo);
    }
}
