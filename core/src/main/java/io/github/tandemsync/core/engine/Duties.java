package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.Fence;
import io.github.tandemsync.core.connector.FencedException;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.LocateAnswer;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.ReadRequest;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds a connector to what it owes: an answer that is about something else is worse than none, and what it throws otherwise than it may
 * is a {@link ConnectorException} too. That names the connector and the place, and no message of its own, which may show record content.
 */
final class Duties {
    private final String connector;

    Duties(Class<?> connector) {
        this.connector = "The connector " + connector.getName();
    }

    /** What the connector answers, looked at by the check. */
    <T> T answer(String call, Supplier<@Nullable T> ask, Consumer<T> check) {
        T answer = answerOrNull(call, ask);
        if (answer == null) {
            throw fault("answered null to a call of " + call);
        }
        return checked(call, answer, check);
    }

    /** The same, of a connector that may have nothing to say. */
    <T> @Nullable T answerOrNull(String call, Supplier<@Nullable T> ask) {
        try {
            return ask.get();
        } catch (ConnectorException | FencedException told) {
            throw told;
        } catch (RuntimeException thrown) {
            throw fault(call, thrown);
        }
    }

    /** What is in an answer may be broken as well. */
    private <T> T checked(String call, T answer, Consumer<T> check) {
        return Contract.known(answerOrNull(call, () -> {
            check.accept(answer);
            return answer;
        }));
    }

    /** Sends a batch; what the fence threw ends the run, whatever the connector makes of it. */
    List<WriteAnswer> sent(Fence fence, Function<Fence, @Nullable List<WriteAnswer>> send, int requests) {
        AtomicReference<@Nullable RuntimeException> refusal = new AtomicReference<>();
        Fence noted = () -> {
            try {
                fence.check();
            } catch (RuntimeException thrown) {
                refusal.set(thrown);
                throw thrown;
            }
        };
        try {
            return answer("write", () -> send.apply(noted), answers -> sameCount("write", requests, answers));
        } catch (ConnectorException fault) {
            RuntimeException refused = refusal.get();
            if (refused != null) {
                throw refused;
            }
            throw fault;
        }
    }

    /** A page that is not the last leads on: one that ends where it began would be asked for again for ever. */
    void changes(ChangeRequest request, ChangeAnswer answer) {
        if (answer instanceof ChangeAnswer.Page page
                && !page.complete()
                && page.next().equals(request.cursor())) {
            throw fault("answered to a call of changes (" + request.mode() + " of " + request.type()
                    + ") with a page that is not the last and whose cursor has not moved");
        }
    }

    /** Every id is answered, in order; a record that was merged too, by the id that was asked for. */
    void read(ReadRequest request, List<ReadAnswer> answers) {
        List<RecordRef> asked =
                request.ids().stream().map(id -> request.type().ref(id)).toList();
        sameCount("read", asked.size(), answers);
        inOrder("read", asked, answers.stream().map(ReadAnswer::asked).toList());
    }

    /** Every key is answered, in order. */
    void locate(List<CreateKey> keys, List<LocateAnswer> answers) {
        sameCount("locate", keys.size(), answers);
        inOrder("locate", keys, answers.stream().map(LocateAnswer::key).toList());
    }

    /** Nothing is told of a record that was not asked for, and of none twice. */
    void history(ObjectType type, Collection<String> ids, List<FieldTrail> trails) {
        Set<RecordRef> left = new HashSet<>();
        ids.forEach(id -> left.add(type.ref(id)));
        noNulls("history", trails);
        if (!trails.stream().allMatch(trail -> left.remove(trail.ref()))) {
            throw fault("answered to a history with a record that was not asked for, or with one twice");
        }
    }

    /**
     * The answers, each about its own record. One that names a record of which nothing was to be written tells that this one was merged
     * into it: what became of the write is not known. One that names another's of the same batch is another's answer. What is to be made
     * is not there to have moved: such a create would be sent again for ever.
     *
     * @param keyIsId whether a record that is created has its key for an id
     */
    List<WriteAnswer> ownAnswers(List<WriteRequest> batch, List<WriteAnswer> answers, boolean keyIsId) {
        List<@Nullable RecordRef> asked = new ArrayList<>();
        batch.forEach(request -> asked.add(ref(request, keyIsId)));
        Set<RecordRef> named = new HashSet<>();
        List<WriteAnswer> own = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            WriteAnswer answer = answers.get(i);
            if (answer instanceof WriteAnswer.Moved && batch.get(i) instanceof WriteRequest.Create) {
                throw fault("answered to a create that its record has moved; what is not there yet can not");
            }
            RecordRef ref = answer instanceof WriteAnswer.Done done ? done.ref() : null;
            boolean another = ref != null && asked.get(i) != null && !ref.equals(asked.get(i));
            if (ref != null && (!named.add(ref) || (another && asked.contains(ref)))) {
                throw fault("answered to a write with another request's record; it must answer in the order given");
            }
            own.add(another ? new WriteAnswer.Unknown("the answer is about another record") : answer);
        }
        return own;
    }

    private static @Nullable RecordRef ref(WriteRequest request, boolean keyIsId) {
        if (request instanceof WriteRequest.Create create) {
            return keyIsId ? create.type().ref(create.key().value()) : null;
        }
        return request instanceof WriteRequest.Update update ? update.ref() : ((WriteRequest.Remove) request).ref();
    }

    private void sameCount(String call, int asked, List<?> answered) {
        if (asked != answered.size()) {
            throw fault("answered " + answered.size() + " times to a " + call + " of " + asked
                    + " items; it must answer once for every item, in order");
        }
        noNulls(call, answered);
    }

    private void noNulls(String call, List<?> answered) {
        if (answered.stream().anyMatch(Objects::isNull)) {
            throw fault("answered to a " + call + " with a list that holds null");
        }
    }

    private void inOrder(String call, List<?> asked, List<?> answered) {
        if (!asked.equals(answered)) {
            throw fault("answered to a " + call + " with other items than were asked for, or in another order;"
                    + " it must answer once for every item, in order, by what was asked for");
        }
    }

    private ConnectorException fault(String what) {
        return fault(what, null, ". Fix the connector");
    }

    private ConnectorException fault(String call, RuntimeException thrown) {
        if (CalledBack.isBehind(thrown)) {
            return fault("called the runner that is running, which is refused", thrown, ". Fix the connector");
        }
        StackTraceElement[] trace = thrown.getStackTrace();
        return fault(
                "threw " + thrown.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]) + " in a call of "
                        + call,
                thrown,
                "; a fault must be a ConnectorException. Fix the connector");
    }

    private ConnectorException fault(String what, @Nullable RuntimeException thrown, String remedy) {
        return new ConnectorException(Category.INVALID, connector + " " + what + remedy, null, thrown);
    }
}
