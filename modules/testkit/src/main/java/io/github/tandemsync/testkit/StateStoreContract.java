package io.github.tandemsync.testkit;

import io.github.tandemsync.core.state.StateStore;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The obligations of a {@link StateStore} as tests. An implementor extends this class, says how a store is opened, and runs it
 * with JUnit Jupiter; every test has to pass. Each test gets an empty store.
 *
 * <pre>{@code
 * class MyStateStoreTest extends StateStoreContract {
 *     @Override
 *     protected StateStore open(InstantSource clock) {
 *         return MyStateStore.empty(clock);
 *     }
 *
 *     @Override
 *     protected StateStore reopen(StateStore store, InstantSource clock) {
 *         store.close();
 *         return MyStateStore.existing(clock);
 *     }
 * }
 * }</pre>
 *
 * <p>What it can not test is left to the implementor: that a crash between any two steps of a commit leaves all or nothing, and
 * that faults of the medium come out as {@code StateStoreException} with a remedy.
 */
public abstract class StateStoreContract
        implements LeaseTests,
                CommitTests,
                MarkTests,
                HintTests,
                EntryQueryTests,
                PagingTests,
                MatchTests,
                LinkTests,
                RoundTripTests,
                HistoryTests,
                EraseTests,
                ForgetTests,
                IsolationTests {
    private final ManualClock clock = new ManualClock(StateSamples.TIME);
    private @Nullable StateStore store;

    /** A new, empty store, whose leases expire by the given clock. */
    protected abstract StateStore open(InstantSource clock) throws Exception;

    /**
     * Closes the store and opens it again over the same medium. A store without a medium answers itself, and the contract then
     * does not prove durability.
     */
    protected abstract StateStore reopen(StateStore store, InstantSource clock) throws Exception;

    @Override
    public final StateStore store() {
        return Objects.requireNonNull(store);
    }

    @Override
    public final ManualClock clock() {
        return clock;
    }

    @Override
    public final StateStore reopened() throws Exception {
        store = reopen(store(), clock);
        return store;
    }

    @BeforeEach
    void openStore() throws Exception {
        store = open(clock);
    }

    @AfterEach
    void closeStore() {
        if (store != null) {
            store.close();
        }
    }
}
