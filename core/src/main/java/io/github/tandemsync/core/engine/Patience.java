package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a system alone for as long as it asks: all of it after a call that was throttled, one record after a write that is to be
 * sent again later. Nothing of this is stored: another runner is told by the system itself. Safe for use by several threads.
 */
final class Patience {
    private final InstantSource clock;
    private final Map<Object, Instant> records = new HashMap<>();
    private Instant open = Instant.MIN;

    Patience(InstantSource clock) {
        this.clock = clock;
    }

    /** Makes the call, unless it is too early for any. */
    <T> T ask(Supplier<T> call) {
        Duration left = left();
        if (left != null) {
            throw new ConnectorException(
                    Category.THROTTLED,
                    "The system asked to be left alone, and is not called for " + left.toMillis()
                            + " ms more. The next run after that goes on",
                    left,
                    null);
        }
        try {
            return call.get();
        } catch (ConnectorException fault) {
            Duration after = fault.retryAfter();
            if (fault.category() == Category.THROTTLED && after != null) {
                close(after);
            }
            throw fault;
        }
    }

    /** Sends those of the requests for which it is not too early; the others did not run, and may be sent later. */
    List<WriteAnswer> write(List<WriteRequest> batch, Function<List<WriteRequest>, List<WriteAnswer>> send) {
        List<Duration> waits = waits(batch);
        List<WriteRequest> due = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (waits.get(i).isZero()) {
                due.add(batch.get(i));
            }
        }
        List<WriteAnswer> answers = due.isEmpty() ? List.of() : ask(() -> send.apply(due));
        note(due, answers);
        Iterator<WriteAnswer> sent = answers.iterator();
        return waits.stream()
                .map(wait ->
                        wait.isZero() ? sent.next() : new WriteAnswer.Retry(wait, "it is too early to send it again"))
                .toList();
    }

    private synchronized void close(Duration after) {
        open = later(open, clock.instant().plus(after));
    }

    /** For how long no call may be made; null if one may. */
    private synchronized @Nullable Duration left() {
        Instant now = clock.instant();
        return now.isBefore(open) ? Duration.between(now, open) : null;
    }

    private synchronized List<Duration> waits(List<WriteRequest> batch) {
        Instant now = clock.instant();
        records.values().removeIf(until -> !until.isAfter(now));
        return batch.stream()
                .map(request -> later(open, records.getOrDefault(record(request), now)))
                .map(until -> Duration.between(now, later(now, until)))
                .toList();
    }

    private synchronized void note(List<WriteRequest> batch, List<WriteAnswer> answers) {
        Instant now = clock.instant();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof WriteAnswer.Retry retry) {
                records.put(record(batch.get(i)), now.plus(retry.after()));
            }
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Object record(WriteRequest request) {
        if (request instanceof WriteRequest.Create create) {
            return create.key();
        }
        return request instanceof WriteRequest.Update update ? update.ref() : ((WriteRequest.Remove) request).ref();
    }
}
