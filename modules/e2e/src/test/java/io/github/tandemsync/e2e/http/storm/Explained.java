package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.core.engine.Explanation.View;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.e2e.http.Connectors;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** By {@link SyncRunner#explain}. */
final class Explained implements Standing {
    private static final Set<EntryState> TOLD =
            EnumSet.of(EntryState.SHADOWED, EntryState.UNLINKED, EntryState.AMBIGUOUS, EntryState.FAILING);

    private final SyncRunner runner;

    Explained(SyncRunner runner) {
        this.runner = runner;
    }

    @Override
    public @Nullable String counterpart(String id) {
        for (View view : views(id)) {
            Link link = view.link();
            if (link != null && link.live()) {
                RecordRef left = link.ref(Side.LEFT);
                return left.id().equals(id) ? link.ref(Side.RIGHT).id() : left.id();
            }
        }
        return null;
    }

    @Override
    public boolean isTold(String id) {
        return views(id).stream()
                .map(View::entry)
                .anyMatch(entry -> TOLD.contains(entry.state()) && entry.reason() != null);
    }

    /** An id of one system is none of the other. */
    private List<View> views(String id) {
        return Stream.of(Connectors.COMPANIES, Connectors.ACCOUNT)
                .flatMap(type -> runner.explain(type.ref(id)).views().stream())
                .toList();
    }
}
