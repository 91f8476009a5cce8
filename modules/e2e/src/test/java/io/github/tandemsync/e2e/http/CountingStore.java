package io.github.tandemsync.e2e.http;

import io.github.tandemsync.core.state.CommitResult;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.core.state.StateStore;

/** Counts the commits of another store. */
final class CountingStore extends PassingStore {
    int commits;

    CountingStore(StateStore inner) {
        super(inner);
    }

    @Override
    public CommitResult commit(Lease lease, StateChange change) {
        commits++;
        return super.commit(lease, change);
    }
}
