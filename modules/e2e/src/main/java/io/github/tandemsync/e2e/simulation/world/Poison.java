package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One record with which something never works, nor with what is made or merged of it. All others are to be as if it were not there. */
final class Poison {
    private static final long NONE = 0;
    private static final Set<HistoryEntry.Kind> DONE = EnumSet.of(
            HistoryEntry.Kind.LINKED, HistoryEntry.Kind.CREATED, HistoryEntry.Kind.UPDATED, HistoryEntry.Kind.CLEARED);

    private final World world;
    private Kind kind = Kind.UNREADABLE;
    private long origin = NONE;

    Poison(World world) {
        this.world = world;
    }

    /** What never works. A record can not have moved before it is made. */
    enum Kind {
        UNREADABLE,
        WRITE_REFUSED,
        WRITE_UNANSWERED,
        WRITE_PUT_OFF,
        WRITE_MOVED;

        String mark() {
            return "poison " + this;
        }
    }

    /** From now on the record is one. */
    void poison(Row row) {
        kind = world.choices.pick(Kind.values());
        origin = row.origins();
        world.tell(() -> row + " is poison: " + kind);
    }

    boolean isOne(@Nullable Row row) {
        return row != null && (row.survivor().origins() & origin) != 0;
    }

    /** Whether the entry is of one, of what faces one, or of what may be the same by its domain, which nobody can tell. */
    boolean concerns(Entry entry) {
        Row row = world.server(entry.side()).row(entry.ref());
        Link link = world.ledger.live(entry.ref());
        return isOne(row) || (link != null && concerns(link.id())) || (row != null && isAlike(row));
    }

    /** Whether the write is from one, or to one. */
    boolean concerns(Intent intent) {
        RecordRef ref = intent.ref();
        return isOne(world.server(intent.target().other()).row(intent.source()))
                || (ref != null && isOne(world.server(intent.target()).row(ref)));
    }

    /** Whether one of the two is one. */
    boolean concerns(LinkId link) {
        return isOne(world.left.row(link.left())) || isOne(world.right.row(link.right()));
    }

    // it is not seen that it has another domain by now
    private boolean isAlike(Row row) {
        return world.shape.agreement().of(row).matching()
                && rows().flatMap(one -> one.edits().stream())
                        .anyMatch(edit ->
                                edit.field() == Field.DOMAIN && Canonical.equal(edit.value(), row.value(Field.DOMAIN)));
    }

    /** Whether what kept a run from doing everything is about it. */
    boolean isNamed(String problem) {
        return rows().anyMatch(row -> problem.contains(row.ref().toString()));
    }

    /** What is answered about the record. */
    ReadAnswer read(@Nullable Row row, ReadAnswer answer) {
        if (kind != Kind.UNREADABLE || !isOne(row)) {
            return answer;
        }
        world.coverage.met(kind.mark());
        return new ReadAnswer.Unreadable(answer.asked(), "not what was expected");
    }

    /** What becomes of the write; null if it is one as any other. */
    @Nullable
    WriteAnswer write(WriteRequest request, WriteAnswer.Retry later) {
        if (kind == Kind.UNREADABLE || !concerns(request)) {
            return null;
        }
        world.coverage.met(kind.mark());
        return switch (kind) {
            case WRITE_REFUSED -> new WriteAnswer.Refused("VALIDATION", "a field was not accepted");
            case WRITE_UNANSWERED -> new WriteAnswer.Unknown("no answer");
            case WRITE_PUT_OFF -> later;
            default -> new WriteAnswer.Moved("another version");
        };
    }

    private boolean concerns(WriteRequest request) {
        if (request instanceof WriteRequest.Create create) {
            return kind != Kind.WRITE_MOVED && (world.origins(create.key()) & origin) != 0;
        }
        return isOne(world.existing(Requests.ref(request)));
    }

    /** What is the matter with each of them is left out of the judgement of all, and has to be said by the engine. */
    void judge() {
        world.rows().filter(row -> isOne(row) || isAlike(row)).forEach(row -> world.ledger.setApart(row.ref()));
    }

    /** What the judge found of them is said by the engine. */
    void demandReported() {
        String found = world.ledger.apart();
        if (found != null && rows().noneMatch(this::isReported)) {
            world.ledger.report(
                    Invariant.ISOLATED, "nothing is said of the record with which something never works: " + found);
        }
    }

    private boolean isReported(Row row) {
        Link link = world.ledger.live(row.ref());
        return world.known(row.ref()).stream().anyMatch(entry -> entry.reason() != null)
                || world.ledger.open().stream()
                        .anyMatch(intent -> intent.source().equals(row.ref()))
                || (link != null
                        && link.rules().values().stream().anyMatch(rule -> rule.status() != RuleState.Status.AGREED))
                || world.ledger.reports().stream()
                        .anyMatch(report -> !DONE.contains(report.kind())
                                && (row.ref().equals(report.ref()) || row.ref().equals(report.other())));
    }

    private Stream<Row> rows() {
        return world.rows().filter(this::isOne);
    }
}
