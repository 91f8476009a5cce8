package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Single records: erasing what is stored of one, and taking that back. Safe for several threads; each call waits for a run to end. */
public final class Records {
    private final Consumer<Consumer<Session>> betweenRuns;

    /** @param betweenRuns works under the lease, once both systems are known to be the store's; refused inside a run */
    Records(Consumer<Consumer<Session>> betweenRuns) {
        this.betweenRuns = betweenRuns;
    }

    /**
     * Forgets every value that is stored about a record and its counterpart, ends their link, and keeps both out of the sync for
     * good: should one of them come back, or a record turn up on either side that shows what identifies them (its address, the
     * create key of a copy, the match text of a rule that is {@linkplain io.github.tandemsync.core.rule.MatchRule#identifying()
     * identifying}), it is neither created on the other side nor linked, but EXCLUDED as {@code erased} and reported. Kept for that
     * are keyed hashes. Neither system is written to: delete the records there yourself.
     *
     * <p>Both systems are asked for the records, since a value may have changed since the last run; records that are gone from
     * there are known by what the store holds. Done again, it erases what has been stored since. If the process dies in the
     * middle, nothing is created any more, and a second call erases the rest.
     *
     * @param ref a record of a type that a pair of this runner has, or that the store knows; the counterpart need not be named
     * @throws IllegalArgumentException if neither the runner nor the store knows the record
     * @throws IllegalStateException if it is called from inside a run, by a listener for example
     * @throws io.github.tandemsync.core.connector.FencedException if another runner holds the lease
     * @throws io.github.tandemsync.core.TandemException if a system does not answer, or the store fails
     */
    public ErasureReport erase(RecordRef ref) {
        return answer(session -> new Eraser(session).erase(ref));
    }

    /**
     * Lets an erased record, or one that was taken for it, take part again, for somebody who has consented anew: it is looked at by
     * the next run as if it had come back. What was erased stays so.
     *
     * @return false if nothing kept it out
     * @throws IllegalArgumentException if neither the runner nor the store knows the record
     * @throws IllegalStateException if it is called from inside a run, by a listener for example
     * @throws io.github.tandemsync.core.connector.FencedException if another runner holds the lease
     * @throws io.github.tandemsync.core.TandemException if a system does not answer, or the store fails
     */
    public boolean readmit(RecordRef ref) {
        return answer(session -> new Eraser(session).readmit(ref));
    }

    private <T> T answer(Function<Session, T> work) {
        AtomicReference<@Nullable T> answer = new AtomicReference<>();
        betweenRuns.accept(session -> answer.set(work.apply(session)));
        return Contract.known(answer.get());
    }
}
