package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.TandemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Has the executor make the calls of a stage, and gives their outcomes in order. Once a call has failed, none is begun any more. */
final class Stage {
    private final StageExecutor executor;

    Stage(StageExecutor executor) {
        this.executor = executor;
    }

    /** What became of one batch: answered, failed, or never begun. */
    static final class Outcome<R> {
        private @Nullable R answer;
        private @Nullable Throwable fault;
        private boolean begun;

        static <R> Outcome<R> failed(Throwable fault) {
            Outcome<R> outcome = new Outcome<>();
            outcome.fault = fault;
            return outcome;
        }

        /** Null if the call failed or was not made. */
        @Nullable
        R answer() {
            return answer;
        }

        /** Null if the call was answered or not made. */
        @Nullable
        Throwable fault() {
            return fault;
        }

        private <B> void run(B batch, Function<B, R> call, AtomicBoolean failed) {
            if (failed.get()) {
                return;
            }
            begun = true;
            try {
                answer = call.apply(batch);
            } catch (RuntimeException | Error thrown) {
                fault = thrown;
                failed.set(true);
            }
        }
    }

    int width() {
        return Math.max(1, executor.width());
    }

    /** The answers of all batches; throws the first fault in the order of the batches, with the others. */
    <B, R> List<R> all(List<B> batches, Function<B, R> call) {
        List<Outcome<R>> outcomes = outcomes(batches, call);
        throwFirst(outcomes);
        return outcomes.stream()
                .map(outcome -> Contract.known(outcome.answer()))
                .toList();
    }

    /** What became of each batch. */
    <B, R> List<Outcome<R>> outcomes(List<B> batches, Function<B, R> call) {
        AtomicBoolean failed = new AtomicBoolean();
        List<Outcome<R>> outcomes = new ArrayList<>();
        List<Runnable> calls = new ArrayList<>();
        for (B batch : batches) {
            Outcome<R> outcome = new Outcome<>();
            outcomes.add(outcome);
            calls.add(() -> outcome.run(batch, call, failed));
        }
        if (calls.size() == 1) {
            calls.get(0).run();
        } else if (!calls.isEmpty()) {
            executor.run(calls);
        }
        if (!failed.get() && outcomes.stream().anyMatch(outcome -> !outcome.begun)) {
            throw new TandemException("The executor " + executor.getClass().getName()
                    + " returned before it had run every batch; it must run each once. Fix the executor");
        }
        return outcomes;
    }

    /** Throws the first fault, if there is one; the others are with it. */
    static void throwFirst(List<? extends Outcome<?>> outcomes) {
        Throwable first = null;
        for (Outcome<?> outcome : outcomes) {
            Throwable fault = outcome.fault();
            if (first == null) {
                first = fault;
            } else if (fault != null && fault != first) {
                first.addSuppressed(fault);
            }
        }
        if (first instanceof Error error) {
            throw error;
        } else if (first != null) {
            throw (RuntimeException) first;
        }
    }
}
