package io.github.tandemsync.dynamics.connector;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.Fence;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.transport.TransportException;
import io.github.tandemsync.dynamics.BatchAnswer;
import io.github.tandemsync.dynamics.DynamicsClient;
import io.github.tandemsync.dynamics.DynamicsException;
import io.github.tandemsync.dynamics.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes one {@code $batch} a call, without change sets and with {@code continue-on-error}, so that each write has its own
 * outcome. A request that can not be sent at all is refused here, and the others go without it.
 */
final class Writer {
    private final DynamicsClient client;
    private final Tables tables;

    Writer(DynamicsClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    List<WriteAnswer> write(List<WriteRequest> requests, Fence fence) {
        List<@Nullable WriteAnswer> answers = new ArrayList<>(Collections.nCopies(requests.size(), null));
        SortedMap<Integer, Outcome> outcomes = new TreeMap<>();
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            TableCodec codec = tables.of(requests.get(i).type());
            try {
                Outgoing outgoing = Outgoing.of(requests.get(i), codec);
                operations.add(outgoing.operation());
                outcomes.put(i, new Outcome(requests.get(i), outgoing, codec));
            } catch (IllegalArgumentException unsendable) {
                answers.set(i, new WriteAnswer.Refused("NOT_SENT", String.valueOf(unsendable.getMessage())));
            }
        }
        if (!operations.isEmpty()) {
            Function<Integer, WriteAnswer> sent = send(operations, List.copyOf(outcomes.values()), fence);
            int position = 0;
            for (int index : outcomes.keySet()) {
                answers.set(index, sent.apply(position++));
            }
        }
        return List.copyOf(answers);
    }

    /** The answer for each operation's position. */
    private Function<Integer, WriteAnswer> send(List<Operation> operations, List<Outcome> outcomes, Fence fence) {
        try {
            BatchAnswer batch = client.batch(operations, fence::check);
            return position -> outcomes.get(position).of(batch.at(position));
        } catch (ConnectorException fault) {
            WriteAnswer all = whole(fault);
            return position -> all;
        }
    }

    /** What a fault of the whole batch means for each of its writes; a fault that is not about them goes on. */
    private static WriteAnswer whole(ConnectorException fault) {
        if (fault.category() == Category.THROTTLED) {
            Duration after = fault.retryAfter();
            return new WriteAnswer.Retry(after == null ? Outcome.DEFAULT_WAIT : after, "a limit turned the batch away");
        }
        if (mayHaveRun(fault)) {
            return new WriteAnswer.Unknown("the batch has no readable answer: " + fault.getMessage());
        }
        throw fault;
    }

    private static boolean mayHaveRun(ConnectorException fault) {
        if (fault instanceof TransportException transport) {
            return transport.mayHaveRun();
        }
        return !(fault instanceof DynamicsException answered) || answered.category() == Category.UNAVAILABLE;
    }
}
