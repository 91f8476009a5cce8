package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Edit;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.Row;
import org.jspecify.annotations.Nullable;

/** What a runner that starts finds of writes whose outcome nobody heard: seen from outside, for coverage. */
final class Recoveries {
    /** In which state an interrupted write's record is. */
    enum Found {
        RUN,
        NOT_RUN,
        TOUCHED_SINCE,
        GONE
    }

    private final World world;

    Recoveries(World world) {
        this.world = world;
    }

    static String mark(Intent.Kind kind, Found found) {
        return "recovery of " + kind + ": " + found;
    }

    void note() {
        for (Intent intent : world.ledger.open()) {
            world.coverage.met(mark(intent.kind(), found(intent)));
        }
    }

    private Found found(Intent intent) {
        ModelServer server = world.server(intent.target());
        Row row = intent.key() == null
                ? row(server, intent.ref())
                : carrying(server, intent.key().value());
        if (row == null) {
            return Found.NOT_RUN;
        }
        if (!row.live()) {
            return row.removedBy(Author.ENGINE) ? Found.RUN : Found.GONE;
        }
        return live(intent, row);
    }

    private static Found live(Intent intent, Row row) {
        Edit last = row.edits().isEmpty() ? null : row.edits().get(row.edits().size() - 1);
        boolean ours = last != null && last.author() == Author.ENGINE;
        boolean holds = intent.intended().differingFrom(row.values()).isEmpty() && intent.kind() != Intent.Kind.REMOVE;
        if (holds) {
            return ours ? Found.RUN : Found.TOUCHED_SINCE;
        }
        return row.stamp().equals(intent.targetStamp()) ? Found.NOT_RUN : Found.TOUCHED_SINCE;
    }

    private static @Nullable Row row(ModelServer server, @Nullable RecordRef ref) {
        return ref == null ? null : server.row(ref);
    }

    /** The newest record that carries the key; null if none ever did. */
    static @Nullable Row carrying(ModelServer server, String key) {
        Row last = null;
        for (Row row : server.rows()) {
            last = key.equals(row.key()) ? row : last;
        }
        return last;
    }
}
