package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.StateChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends what was journalled, one remote batch a call, and has each batch settled before the next is sent. Where a side can not
 * refuse a write to a record that has moved, the history tells afterwards whether somebody was covered.
 */
final class Outbox {
    private static final String WHOLE_BATCH = "batch-refused";

    private final Session session;
    private final Settlement settlement;

    Outbox(Session session, Settlement settlement) {
        this.session = session;
        this.settlement = settlement;
    }

    void send(List<Proposal> proposals) {
        Map<String, List<Proposal>> groups = new LinkedHashMap<>();
        for (Proposal proposal : proposals) {
            String group = proposal.target() + " " + proposal.type() + " " + proposal.kind();
            groups.computeIfAbsent(group, key -> new ArrayList<>()).add(proposal);
        }
        for (List<Proposal> group : groups.values()) {
            Proposal first = group.get(0);
            int size = session.endpoint(first.target()).traits(first.type()).writeBatch();
            Batches.of(group, size).forEach(this::sendBatch);
        }
    }

    private void sendBatch(List<Proposal> batch) {
        List<WriteAnswer> answers = write(batch);
        if (batch.size() > 1 && answers.stream().allMatch(Outbox::isWholeBatch)) {
            sendBatch(batch.subList(0, batch.size() / 2));
            sendBatch(batch.subList(batch.size() / 2, batch.size()));
            return;
        }
        Map<RecordRef, FieldTrail> trails = trails(batch, answers);
        StateChange change = new StateChange();
        for (int i = 0; i < batch.size(); i++) {
            Proposal proposal = batch.get(i);
            WriteAnswer answer = answers.get(i);
            FieldTrail trail = null;
            if (needsTrail(proposal, answer)) {
                trail = trails == null ? null : trails.get(proposal.ref());
                answer = trail == null ? new WriteAnswer.Unknown("the history could not be read") : answer;
            }
            settlement.settle(proposal, answer, trail, change);
        }
        session.commit(change);
    }

    private static boolean isWholeBatch(WriteAnswer answer) {
        return answer instanceof WriteAnswer.Refused refused && refused.code().equals(WHOLE_BATCH);
    }

    private List<WriteAnswer> write(List<Proposal> batch) {
        List<WriteRequest> requests = batch.stream().map(Proposal::request).toList();
        try {
            List<WriteAnswer> answers =
                    session.endpoint(batch.get(0).target()).connector().write(requests, session.fence());
            Contract.sameCount("write", requests, answers);
            return answers;
        } catch (ConnectorException fault) {
            session.ledger().problem("a write to " + batch.get(0).type(), fault);
            WriteAnswer unknown = new WriteAnswer.Unknown("the call failed");
            return batch.stream().map(proposal -> unknown).toList();
        }
    }

    private boolean needsTrail(Proposal proposal, WriteAnswer answer) {
        return answer instanceof WriteAnswer.Done
                && proposal.kind() != Intent.Kind.CREATE
                && session.endpoint(proposal.target()).needsHistory(proposal.type());
    }

    /** What was edited since the records were read; null if it could not be asked. */
    private @Nullable Map<RecordRef, FieldTrail> trails(List<Proposal> batch, List<WriteAnswer> answers) {
        Map<RecordRef, Stamp> after = new TreeMap<>();
        for (int i = 0; i < batch.size(); i++) {
            if (needsTrail(batch.get(i), answers.get(i))) {
                Intent intent = batch.get(i).intent();
                after.put(batch.get(i).ref(), Contract.known(intent.targetStamp()));
            }
        }
        Proposal first = batch.get(0);
        try {
            return session.endpoint(first.target())
                    .history(first.type(), after, first.work().pair().fields(first.target(), first.type()));
        } catch (ConnectorException fault) {
            session.ledger().problem("a history of " + first.type(), fault);
            return null;
        }
    }
}
