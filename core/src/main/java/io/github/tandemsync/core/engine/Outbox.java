package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.StateChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends what was journalled, one remote batch a call, a few calls at a time, and has each settled before the next are sent. What
 * was answered is settled even if another call failed. Where a side can not refuse a write to a record that has moved, the history
 * tells afterwards whether somebody was covered.
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
        Deque<List<Proposal>> waiting = new ArrayDeque<>();
        for (List<Proposal> group : groups.values()) {
            Proposal first = group.get(0);
            int size = session.endpoint(first.target()).traits(first.type()).writeBatch();
            waiting.addAll(Batches.of(group, size));
        }
        while (!waiting.isEmpty()) {
            if (!session.takesPart(waiting.getFirst().get(0).intent().pair())) {
                leave(waiting);
                return;
            }
            sendWave(waiting);
        }
    }

    /** The pair was disabled meanwhile: what was not sent yet is not sent, and stays due. */
    private void leave(Deque<List<Proposal>> waiting) {
        StateChange change = new StateChange();
        List<Proposal> unsent = waiting.stream().flatMap(List::stream).toList();
        unsent.forEach(proposal -> settlement.unsent(proposal, change));
        session.commit(change);
        session.ledger()
                .note(
                        unsent.get(0).intent().pair().toString(),
                        "The pair was disabled while it was worked on; " + unsent.size()
                                + " writes were not sent any more. They are due when it is enabled again");
    }

    private void sendWave(Deque<List<Proposal>> waiting) {
        List<List<Proposal>> wave = new ArrayList<>();
        while (!waiting.isEmpty() && wave.size() < session.stage().width()) {
            wave.add(waiting.removeFirst());
        }
        List<Stage.Outcome<Sent>> outcomes = session.stage().outcomes(wave, this::sendBatch);
        List<List<Proposal>> halves = new ArrayList<>();
        Denials denials = new Denials(session, settlement);
        try {
            for (int i = 0; i < wave.size(); i++) {
                Sent sent = outcomes.get(i).answer();
                if (sent != null) {
                    sent.faults().forEach(session.ledger()::problem);
                    halves.addAll(settle(wave.get(i), sent, denials));
                }
            }
        } catch (RuntimeException | Error unsettled) {
            outcomes.add(Stage.Outcome.failed(unsettled));
        }
        Stage.throwFirst(outcomes.stream()
                .filter(outcome -> !Denials.isOne(outcome.fault()))
                .toList());
        deny(wave, outcomes, denials);
        Collections.reverse(halves);
        halves.forEach(waiting::addFirst);
        if (denials.isAny()) {
            throw denials.end(waiting, wave.get(0).get(0).work().pair());
        }
    }

    /** Batches that were turned away for want of a right, and those that were not begun for that. */
    private static void deny(List<List<Proposal>> wave, List<Stage.Outcome<Sent>> outcomes, Denials denials) {
        for (int i = 0; i < wave.size(); i++) {
            Stage.Outcome<Sent> outcome = outcomes.get(i);
            if (outcome.answer() == null) {
                denials.whole(wave.get(i), (ConnectorException) outcome.fault());
            }
        }
    }

    /**
     * One call, and what is asked afterwards.
     *
     * @param trails what was edited since the records were read; null if it could not be asked
     * @param faults what went wrong, by what it was about
     */
    private record Sent(
            List<WriteAnswer> answers,
            @Nullable Map<RecordRef, FieldTrail> trails,
            SortedMap<String, ConnectorException> faults) {
        boolean isRefusedWhole() {
            return answers.size() > 1
                    && answers.stream().anyMatch(Outbox::isWholeBatch)
                    && answers.stream().allMatch(answer -> isWholeBatch(answer) || answer instanceof WriteAnswer.Retry);
        }
    }

    /** Touches nothing of the run: it may be on any thread. */
    private Sent sendBatch(List<Proposal> batch) {
        SortedMap<String, ConnectorException> faults = new TreeMap<>();
        Sent sent = new Sent(write(batch, faults), null, faults);
        return sent.isRefusedWhole() ? sent : new Sent(sent.answers(), trails(batch, sent.answers(), faults), faults);
    }

    /** Makes durable what became of the batch. Answers the parts in which it has to be sent again. */
    private List<List<Proposal>> settle(List<Proposal> batch, Sent sent, Denials denials) {
        if (sent.isRefusedWhole()) {
            return List.of(batch.subList(0, batch.size() / 2), batch.subList(batch.size() / 2, batch.size()));
        }
        Map<RecordRef, FieldTrail> trails = sent.trails();
        StateChange change = new StateChange();
        for (int i = 0; i < batch.size(); i++) {
            Proposal proposal = batch.get(i);
            WriteAnswer answer = sent.answers().get(i);
            FieldTrail trail = null;
            if (needsTrail(proposal, answer)) {
                trail = trails == null ? null : trails.get(proposal.ref());
                answer = trail == null ? new WriteAnswer.Unknown("the history could not be read") : answer;
            }
            if (!denials.takes(proposal, answer)) {
                settlement.settle(proposal, answer, trail, change);
            }
        }
        settlement.release(batch, change);
        session.commit(change);
        new LagMeter(session).committed(batch, sent.answers());
        return List.of();
    }

    private static boolean isWholeBatch(WriteAnswer answer) {
        return answer instanceof WriteAnswer.Refused refused && refused.code().equals(WHOLE_BATCH);
    }

    private List<WriteAnswer> write(List<Proposal> batch, Map<String, ConnectorException> faults) {
        List<WriteRequest> requests = batch.stream().map(Proposal::request).toList();
        try {
            return session.endpoint(batch.get(0).target()).write(requests, session.fence());
        } catch (ConnectorException fault) {
            if (Denials.isOne(fault)) {
                throw fault;
            }
            faults.put("a write to " + batch.get(0).type(), fault);
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
    private @Nullable Map<RecordRef, FieldTrail> trails(
            List<Proposal> batch, List<WriteAnswer> answers, Map<String, ConnectorException> faults) {
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
            faults.put("a history of " + first.type(), fault);
            return null;
        }
    }
}
