package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges each write of the engine as it arrives at a server: write-ahead, scope, references. */
public final class WriteGuard {
    /** Less than the engine's day: a write that is late takes effect up to minutes after the engine has counted it. */
    private static final Duration DAY = Duration.ofHours(24).minusMinutes(10);

    private static final long LEAST = 20;
    private static final long PERCENT = 5;

    private final Ledger ledger;
    private Agreement agreement;
    private final Families families;
    private final Map<Terms, List<Instant>> taken = new HashMap<>();
    private boolean quiet;

    public WriteGuard(Ledger ledger, Agreement agreement, Families families) {
        this.ledger = ledger;
        this.agreement = agreement;
        this.families = families;
    }

    /** Nobody does anything from now on, and nothing goes wrong: what is out stays out. */
    public void nobodyActs() {
        quiet = true;
    }

    /** What is agreed on is another from now on. */
    public void agree(Agreement edited) {
        agreement = edited;
        families.agree(edited);
    }

    /** Called when the change is durable: of what faces a record no copy is made. */
    public void journalled(StateChange change) {
        for (Intent intent : change.opened()) {
            if (intent.kind() == Intent.Kind.CREATE && ledger.isLinked(intent.source())) {
                ledger.report(Invariant.NO_DUPLICATE, intent.source() + " is to be copied, and faces a record already");
            }
        }
    }

    /** Called before the server runs the write. */
    public void arriving(ModelServer server, WriteRequest request) {
        if (quiet) {
            members(server, request);
        }
        if (request instanceof WriteRequest.Create create) {
            boolean journalled = ledger.creates(create.key()).stream()
                    .anyMatch(intent -> intent.intended().equals(create.values()));
            require(journalled, request, "was not journalled as sent");
            erased(server, create);
            fields(server, create.values(), null, null, request);
        } else if (request instanceof WriteRequest.Update update) {
            update(server, update);
        } else if (request instanceof WriteRequest.Remove remove) {
            remove(server, remove);
        }
    }

    // what does not take part is left alone, and so is what it faces, but for being taken away
    private void members(ModelServer server, WriteRequest request) {
        List<RecordRef> concerned = new ArrayList<>();
        if (request instanceof WriteRequest.Create create) {
            ledger.creates(create.key()).forEach(intent -> concerned.add(intent.source()));
        } else if (request instanceof WriteRequest.Update update) {
            Intent intent = journalled(update);
            concerned.add(update.ref());
            if (intent != null) {
                concerned.add(intent.source());
            }
        }
        for (RecordRef ref : concerned) {
            Row row = families.row(ref);
            boolean starts = request instanceof WriteRequest.Create;
            if (row != null
                    && (starts
                            ? agreement.of(row).members().isKeptOut(row)
                            : agreement.of(row).members().isOut(row))) {
                ledger.report(Invariant.SCOPE, row + " does not take part " + describe(request));
            }
        }
    }

    private void erased(ModelServer server, WriteRequest.Create create) {
        String domain = Canonical.text(create.values().orEmpty(Field.DOMAIN.on(server.side())));
        for (Intent intent : ledger.creates(create.key())) {
            if (ledger.erasures().forbid(create.key(), intent.source(), domain)) {
                ledger.report(
                        Invariant.ERASED_STAYS_OUT,
                        "a copy of " + intent.source() + ", or its like, was erased " + describe(create));
            }
        }
    }

    private void update(ModelServer server, WriteRequest.Update update) {
        Intent intent = journalled(update);
        require(intent != null, update, "was not journalled as sent");
        Row row = server.row(update.ref());
        if (!ledger.everLinked(update.ref())) {
            ledger.report(Invariant.SCOPE, "update of " + update.ref() + ", which was never linked");
        }
        if (update.values().isEmpty()) {
            ledger.report(Invariant.SCOPE, "update of " + update.ref() + " without any field");
        }
        fields(server, update.values(), row, intent, update);
        Row source = intent == null ? null : families.row(intent.source());
        if (row != null && intent != null && source != null) {
            agreement.of(row).units().stream()
                    .filter(unit -> !unit.is(Field.PARENT)
                            && agreement.of(row).twoWay(unit.fields().get(0))
                            && unit.isOtherwise(update.values(), row)
                            && isItsOwn(row, unit))
                    .forEach(unit -> ledger.verdicts().demand(row, source, unit, ledger.openedAt(intent)));
        }
    }

    // a policy is not told of which records it is asked
    private boolean isItsOwn(Row row, Unit unit) {
        FieldValue value = unit.value(row);
        return families.server(row.side()).rows().stream()
                .noneMatch(other -> other != row && Checker.edited(other, unit, value, Long.MAX_VALUE, false));
    }

    private @Nullable Intent journalled(WriteRequest.Update update) {
        for (Intent intent : ledger.journal(update.ref())) {
            if (intent.kind() == Intent.Kind.UPDATE
                    && intent.intended().equals(update.values())
                    && intent.targetValues().hasAll(update.values().names())) {
                return intent;
            }
        }
        return null;
    }

    /** Whether the write would remove a record or empty a field that holds something; asked before it runs. */
    public boolean takesAway(ModelServer server, WriteRequest request) {
        if (!(request instanceof WriteRequest.Update update)) {
            return request instanceof WriteRequest.Remove;
        }
        Row row = server.row(update.ref());
        return row != null && update.values().names().stream().anyMatch(name -> empties(row, name, update.values()));
    }

    private static boolean empties(Row row, String name, Values values) {
        Field field = Field.named(row.side(), name);
        return field != null
                && values.orEmpty(name).isEmpty()
                && !row.value(field).isEmpty();
    }

    /**
     * Such a write took effect on a record of the type. Within a day, at most the larger of 20 and 5 % of the linked records of a
     * pair may be removed or emptied; a store that was put back has forgotten how many were.
     */
    public void tookAway(ObjectType type, Instant now) {
        Terms terms = agreement.of(type);
        List<Instant> lately = taken.computeIfAbsent(terms, any -> new ArrayList<>());
        lately.removeIf(at -> !at.isAfter(now.minus(DAY)));
        lately.add(now);
        long links = ledger.links().stream()
                .filter(link -> link.live() && agreement.of(link.id().left().type()) == terms)
                .count();
        if (lately.size() > Math.max(LEAST, links * PERCENT / 100) && !ledger.wasPutBack()) {
            ledger.report(Invariant.NO_MASS, lately.size() + " records were removed or emptied within a day");
        }
    }

    private void remove(ModelServer server, WriteRequest.Remove remove) {
        boolean known = ledger.journal(remove.ref()).stream().anyMatch(intent -> intent.kind() == Intent.Kind.REMOVE);
        require(known, remove, "was not journalled");
        how(agreement.of(remove.type()), server.side(), remove);
        Row row = server.row(remove.ref());
        if (row != null && row.maker() == Author.USER && !ledger.everLinked(remove.ref())) {
            ledger.report(Invariant.SCOPE, "removal of " + remove.ref() + ", a user's record that was never linked");
        }
        ledger.journal(remove.ref()).stream()
                .filter(intent -> intent.kind() == Intent.Kind.REMOVE)
                .reduce((earlier, last) -> last)
                .ifPresent(intent -> founded(server, remove, intent));
    }

    // as a policy says; what we made twice is archived, whatever the policies say
    private void how(Terms terms, Side side, WriteRequest.Remove remove) {
        boolean asked = remove.how() == WriteRequest.How.ARCHIVE
                || terms.onRemoved(side.other()).name().equals(remove.how().name())
                || terms.members().exits(side.other(), remove.how());
        if (!asked) {
            ledger.report(Invariant.SCOPE, remove.how() + " of " + remove.ref() + ", which no policy asks for");
        }
    }

    // where the store knows that the two were joined, one goes because the other has gone, and not because it was not
    // shown
    private void founded(ModelServer server, WriteRequest.Remove remove, Intent intent) {
        Side side = server.side();
        RecordRef cause = intent.source();
        LinkId joined = side == Side.LEFT ? new LinkId(remove.ref(), cause) : new LinkId(cause, remove.ref());
        Row source = families.server(side.other()).row(cause);
        if (source != null
                && source.live()
                && source.removedAt() == 0
                && !agreement.of(source).members().takesAlong(source)
                && ledger.joinedToItsKnowledge().contains(joined)) {
            ledger.report(
                    Invariant.NO_UNASKED_REMOVAL,
                    remove.ref() + " is removed because of " + source + ", which has never been away");
        }
    }

    private void fields(
            ModelServer server, Values values, @Nullable Row row, @Nullable Intent intent, WriteRequest request) {
        values.forEach((name, value) -> {
            Field field = Field.named(server.side(), name);
            Direction direction =
                    field == null ? null : agreement.of(request.type()).direction(field);
            if (field == null || direction == null || !direction.writes(server.side())) {
                ledger.report(Invariant.SCOPE, "write of " + name + " " + describe(request));
            } else {
                needed(field, value, row, intent);
                pointsRight(server.side(), value, row, request);
            }
        });
    }

    // judged only where the record is still as it was read: nobody can know of an edit in between
    private void needed(Field field, FieldValue value, @Nullable Row row, @Nullable Intent intent) {
        if (row != null
                && intent != null
                && row.stamp().equals(intent.targetStamp())
                && !row.type().isTraceless(field)
                && Canonical.equal(row.value(field), value)) {
            ledger.report(Invariant.SCOPE, "write of " + field + " to " + row + ", which holds it already");
        }
    }

    // what a user wrote into the record may be given back, wherever it points
    private void pointsRight(Side side, FieldValue value, @Nullable Row row, WriteRequest request) {
        boolean given = row != null
                && row.edits().stream()
                        .anyMatch(edit ->
                                edit.author() == Author.USER && edit.value().equals(value));
        if (!given
                && value instanceof FieldValue.Reference reference
                && !families.hasCounterpart(side, reference.target())) {
            ledger.report(
                    Invariant.NO_DANGLING,
                    "reference to " + reference.target() + ", which faces no record " + describe(request));
        }
    }

    private void require(boolean held, WriteRequest request, String problem) {
        if (!held) {
            ledger.report(Invariant.WRITE_AHEAD, "a write " + problem + " " + describe(request));
        }
    }

    private static String describe(WriteRequest request) {
        if (request instanceof WriteRequest.Create create) {
            return "(create of a " + create.type() + " under " + create.key() + ")";
        }
        return request instanceof WriteRequest.Update update
                ? "(update of " + update.ref() + ")"
                : "(removal of " + ((WriteRequest.Remove) request).ref() + ")";
    }
}
