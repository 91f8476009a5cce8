package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.e2e.simulation.model.Edit;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges each write to a line as it is sent: its owner faces the right record, is there and is not closed. What people did to the owner
 * since the sender last looked at it, in this run, is forgiven: nobody can know that.
 */
public final class LineGuard {
    private final Ledger ledger;
    private final Agreement agreement;
    private final StandingLines lines;
    private final Predicate<RecordRef> hasNews;

    /** @param hasNews whether the store knows that the record has gone, or that it is to be looked at */
    public LineGuard(Ledger ledger, Agreement agreement, StandingLines lines, Predicate<RecordRef> hasNews) {
        this.hasNews = hasNews;
        this.ledger = ledger;
        this.agreement = agreement;
        this.lines = lines;
    }

    /** Called with whatever is sent. */
    public void sending(ModelServer server, WriteRequest request, Sight sight) {
        Owners owners = agreement.of(request.type()).owners();
        if (owners == null) {
            return;
        }
        if (request instanceof WriteRequest.Create create) {
            create(server, create, owners, sight);
        } else if (request instanceof WriteRequest.Update update) {
            update(server, update, owners, sight);
        } else if (request instanceof WriteRequest.Remove remove) {
            remove(server, remove, owners, sight);
        }
    }

    private void create(ModelServer server, WriteRequest.Create create, Owners owners, Sight sight) {
        Row owner = named(server, create.values());
        if (owner == null) {
            ledger.report(Invariant.SCOPE, "a line is created that has no owner (" + create.key() + ")");
            return;
        }
        Intent journalled = ledger.lastCreate(create.key());
        Row source = journalled == null ? null : lines.row(journalled.source());
        if (source != null
                && owners(source, sight.begun()).stream().noneMatch(of -> wereLinked(of, owner, sight.begun()))) {
            ledger.report(
                    Invariant.NO_DANGLING, "a copy of " + source + " is created for " + owner + ", not its owner");
        }
        demandOpen(owners, livesOnIn(owner), sight, "a copy of " + source + " is created");
    }

    private boolean wereLinked(Row one, Row other, long since) {
        Row left = one.side() == Side.LEFT ? one : other;
        Row right = left == one ? other : one;
        return ledger.wereLinked(new LinkId(left.ref(), right.ref()), since);
    }

    private void update(ModelServer server, WriteRequest.Update update, Owners owners, Sight sight) {
        Row line = server.row(update.ref());
        Row next = named(server, update.values());
        if (next != null) {
            demandOpen(owners, livesOnIn(next), sight, "the line " + line + " is moved");
        }
        Set<Row> held = line == null ? Set.of() : owners(line, sight.begun());
        boolean leavesWhatIsGone = next != null && held.stream().anyMatch(owner -> !owner.live());
        if (line != null && !wasNobodys(line, sight.begun()) && !leavesWhatIsGone) {
            demandOpen(owners, held, sight, "the line " + line + " is written");
        }
    }

    // of one that goes because the other has gone, but not along with its owner; or has left, and whether it has,
    // others
    // judge
    private void remove(ModelServer server, WriteRequest.Remove remove, Owners owners, Sight sight) {
        Row line = server.row(remove.ref());
        Row cause = ledger.journal(remove.ref()).stream()
                .filter(intent -> intent.kind() == Intent.Kind.REMOVE)
                .reduce((earlier, last) -> last)
                .map(intent -> lines.row(intent.source()))
                .orElse(null);
        if (line == null || cause == null || cause.side() == line.side()) {
            return;
        }
        if (!wasNobodys(line, sight.begun())) {
            demandOpen(owners, owners(line, sight.begun()), sight, "the line " + line + " is removed");
        }
        // of a line that is gone nobody knows to whom it was moved last
        Set<Row> lost = cause.live() ? Set.of() : owners(cause, 0);
        if (!lost.isEmpty() && lost.stream().allMatch(owner -> isGone(owner, since(owner, sight)))) {
            ledger.report(
                    Invariant.NO_UNASKED_REMOVAL,
                    line + " is removed because of " + cause + ", which went along with " + lost);
        }
    }

    // a reference to a merged record is one to its survivor
    private static Set<Row> livesOnIn(Row owner) {
        return new LinkedHashSet<>(List.of(owner, owner.survivor()));
    }

    // one of them, as long as it may have been the line's
    private void demandOpen(Owners owners, Set<Row> any, Sight sight, String what) {
        boolean open = any.isEmpty() || any.stream().anyMatch(owner -> isOpen(owners, owner, sight));
        if (!open) {
            ledger.report(Invariant.SCOPE, what + ", although " + any + " is closed or gone");
        }
    }

    // where nothing is asked of owners, they are not looked at: one is gone once it was shown to be, and the store has
    // kept that
    private boolean isOpen(Owners owners, Row owner, Sight sight) {
        long since = since(owner, sight);
        boolean looked =
                owners.closing().contains(owner.side()) || (sight.shown(owner.ref()) > 0 && hasNews.test(owner.ref()));
        return !(looked && isGone(owner, since)) && !isClosed(owners, owner, since);
    }

    private static long since(Row owner, Sight sight) {
        return Math.max(sight.begun(), sight.shown(owner.ref()));
    }

    private static boolean isGone(Row row, long since) {
        return row.state() == Row.State.REMOVED && row.removedAt() <= since;
    }

    private static boolean isClosed(Owners owners, Row owner, long since) {
        return owners.closing().contains(owner.side())
                && held(owner, Field.NOTES, since).stream().noneMatch(Members::isIn);
    }

    private static boolean wasNobodys(Row line, long since) {
        return held(line, Field.PARENT, since).contains(FieldValue.EMPTY);
    }

    /** Whose line it was at any time since. */
    private Set<Row> owners(Row line, long since) {
        Set<Row> owners = new LinkedHashSet<>();
        for (FieldValue value : held(line, Field.PARENT, since)) {
            Row owner = value instanceof FieldValue.Reference reference ? lines.row(reference.target()) : null;
            if (owner != null) {
                owners.add(owner);
                owners.add(owner.survivor());
            }
        }
        return owners;
    }

    /** What the field held at any time since. */
    private static Set<FieldValue> held(Row row, Field field, long since) {
        boolean made = !row.edits().isEmpty() && row.edits().get(0).event() > since;
        Set<FieldValue> held = new LinkedHashSet<>();
        FieldValue then = FieldValue.EMPTY;
        for (Edit edit : row.edits()) {
            if (edit.field() == field && edit.event() <= since) {
                then = edit.value();
            } else if (edit.field() == field) {
                held.add(edit.value());
            }
        }
        if (!made || Checker.beganEmpty(row, field)) {
            held.add(then);
        }
        return held;
    }

    private @Nullable Row named(ModelServer server, Values values) {
        return values.get(Field.PARENT.on(server.side())) instanceof FieldValue.Reference reference
                ? Objects.requireNonNull(lines.row(reference.target()), "a reference to a record that never was")
                : null;
    }
}
