package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.connector.AccessReport;
import io.github.tandemsync.core.connector.AccessRequest;
import io.github.tandemsync.core.connector.CallQuota;
import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.Connector;
import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.connector.Fence;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.LocateAnswer;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.ReadRequest;
import io.github.tandemsync.core.connector.SystemIdentity;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Hardship;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A model server as one process sees it: calls get lost, pages come shuffled, records hide. */
final class SimConnector implements Connector {
    private final World world;
    private final RunnerProcess process;
    private final ModelServer server;
    private final Obedience obedience;
    private final Sender sender;

    SimConnector(World world, RunnerProcess process, ModelServer server) {
        this.world = world;
        this.process = process;
        this.server = server;
        this.obedience = new Obedience(world.ledger, world.clock);
        this.sender = new Sender(world, process, server, obedience);
    }

    /** Another runner of the process, which was told nothing yet, takes over. */
    void begunAnew() {
        obedience.forget();
    }

    @Override
    public SystemIdentity identify() {
        RunnerProcess.dying(process::demandAlive);
        obedience.demand();
        String system = server.usualType().type().system();
        return new SystemIdentity(
                system,
                world.upkeep.account(server.side(), system + "-" + world.connection.value()),
                system + ".example");
    }

    @Override
    public ObjectSchema schema(ObjectType type) {
        RunnerProcess.dying(process::demandAlive);
        obedience.demand();
        return world.upkeep.schema(server.side(), server.schema(type));
    }

    @Override
    public AccessReport access(Set<AccessRequest> wanted) {
        RunnerProcess.dying(process::demandAlive);
        obedience.demand();
        return world.upkeep.access(server.side(), wanted);
    }

    @Override
    public boolean precedes(Stamp one, Stamp other) {
        return server.side() == Side.RIGHT && Long.parseLong(one.value()) < Long.parseLong(other.value());
    }

    @Override
    public @Nullable CallQuota quota() {
        return world.upkeep.quota(server.side());
    }

    @Override
    public ChangeAnswer changes(ChangeRequest request) {
        sound(request.type());
        world.calls.page(request);
        before();
        world.upkeep.demandReadable(server.side(), request.type());
        ChangeAnswer answer = server.changes(request);
        if (answer instanceof ChangeAnswer.Page page) {
            ChangeAnswer.Page shown = disturbed(page, request);
            shown.rows().forEach(this::seen);
            shown.rows().stream()
                    .filter(ChangeAnswer.Changed.class::isInstance)
                    .forEach(row -> world.restores.seen(process, row.ref()));
            world.calls.shown(request, shown);
            answer = shown;
        }
        if (answer instanceof ChangeAnswer.Older) {
            world.restores.shown(process);
        }
        ChangeAnswer last = answer;
        world.tell(() -> process.name() + " " + request.mode() + " " + request.type() + ": " + Lines.of(last));
        world.hookOfConnector(process);
        return answer;
    }

    private ChangeAnswer.Page disturbed(ChangeAnswer.Page page, ChangeRequest request) {
        Chance chance = world.strike(Chance.At.PAGE);
        if (chance == Chance.EMPTY_LISTING && request.mode() == FeedMode.REMOVALS) {
            return new ChangeAnswer.Page(List.of(), page.next(), true);
        }
        if (chance == Chance.EMPTY_LISTING
                && request.mode() == FeedMode.BASELINE
                && world.has(Hardship.LYING_LISTING)) {
            return cut(page, request.type());
        }
        List<ChangeAnswer.Row> rows = new ArrayList<>(page.rows());
        if (chance == Chance.PAGE_SHUFFLED) {
            for (int i = rows.size() - 1; i > 0; i--) {
                Collections.swap(rows, i, world.choices.below(i + 1));
            }
        } else if (chance == Chance.ROWS_DOUBLED) {
            rows.addAll(page.rows());
        }
        return new ChangeAnswer.Page(rows, page.next(), page.complete());
    }

    /** A listing that breaks off here, and says that it is complete. */
    private ChangeAnswer.Page cut(ChangeAnswer.Page page, ObjectType type) {
        List<ChangeAnswer.Row> kept =
                page.rows().subList(0, world.choices.below(page.rows().size() + 1));
        Set<RecordRef> shown = new HashSet<>();
        kept.forEach(row -> shown.add(row.ref()));
        for (Row row : server.rows()) {
            boolean withheld = row.ref().type().equals(type) && row.live() && !shown.contains(row.ref());
            if (withheld && !world.cursors.isKnown(row)) {
                world.coverage.met(Scenario.mark(Hardship.LYING_LISTING));
                world.untold.add(row);
            }
        }
        return new ChangeAnswer.Page(kept, page.next(), true);
    }

    @Override
    public List<ReadAnswer> read(ReadRequest request) {
        demand(request.ids().size() <= server.type(request.type()).traits().readBatch(), "read of too many records");
        sound(request.type());
        world.calls.asked(request.ids().size());
        before();
        Set<String> fields = world.upkeep.asked(server.side(), request.type(), request.fields());
        List<ReadAnswer> answers = new ArrayList<>();
        for (String id : request.ids()) {
            RecordRef ref = request.type().ref(id);
            ReadAnswer answer = disturbed(world.poison.read(server.row(ref), server.read(ref, fields)));
            seen(answer);
            if (answer instanceof ReadAnswer.Found) {
                world.restores.seen(process, ref);
            }
            answers.add(answer);
        }
        world.tell(() -> process.name() + " reads " + request.type() + request.ids());
        world.hookOfConnector(process);
        return answers;
    }

    // that it is gone, or what is noted of it: who does not look at that has not seen whether it is closed
    private void seen(ReadAnswer answer) {
        boolean gone = answer instanceof ReadAnswer.Gone || answer instanceof ReadAnswer.Archived;
        if (gone
                || (answer instanceof ReadAnswer.Found found
                        && showsNotes(found.record().fields()))) {
            process.sees(answer.asked());
        }
        if (gone || answer instanceof ReadAnswer.Replaced) {
            process.seesGone(answer.asked());
        }
    }

    private void seen(ChangeAnswer.Row row) {
        if (row instanceof ChangeAnswer.Removed
                || (row instanceof ChangeAnswer.Changed changed && showsNotes(changed.content()))) {
            process.sees(row.ref());
        }
        if (row instanceof ChangeAnswer.Removed) {
            process.seesGone(row.ref());
        }
    }

    private boolean showsNotes(Values fields) {
        return fields.get(Field.NOTES.on(server.side())) != null;
    }

    private ReadAnswer disturbed(ReadAnswer answer) {
        Chance chance = world.strike(Chance.At.ANSWER);
        if (chance == Chance.UNREADABLE) {
            return new ReadAnswer.Unreadable(answer.asked(), "not what was expected");
        }
        if (chance == Chance.FIELD_MISSING && answer instanceof ReadAnswer.Found found) {
            List<String> names = found.record().fields().names();
            if (!names.isEmpty()) {
                return new ReadAnswer.Found(without(found.record(), names.get(world.choices.below(names.size()))));
            }
        }
        return answer;
    }

    private static CrmRecord without(CrmRecord record, String field) {
        Set<String> kept = new HashSet<>(record.fields().names());
        kept.remove(field);
        return new CrmRecord(
                record.ref(),
                record.fields().only(kept),
                record.stamp(),
                record.key(),
                record.lineage(),
                record.modified(),
                record.created());
    }

    @Override
    public List<LocateAnswer> locate(ObjectType type, List<CreateKey> keys, Set<String> fields) {
        sound(type);
        demand(keys.size() <= server.type(type).traits().readBatch(), "look-up of too many keys");
        world.calls.asked(keys.size());
        before();
        Set<String> known = world.upkeep.asked(server.side(), type, fields);
        List<LocateAnswer> answers = new ArrayList<>();
        for (CreateKey key : keys) {
            answers.add(new LocateAnswer(key, server.locate(server.type(type), key.value(), known)));
        }
        world.tell(() -> process.name() + " looks up " + keys.size() + " keys: "
                + answers.stream()
                        .map(answer ->
                                answer.hits().stream().map(ReadAnswer::asked).toList())
                        .toList());
        world.hookOfConnector(process);
        return answers;
    }

    @Override
    public List<FieldTrail> history(ObjectType type, Map<String, Stamp> after, Set<String> fields) {
        demand(server.type(type).traits().fieldHistory(), "history of a type without");
        demand(after.size() <= server.type(type).traits().historyBatch(), "history of too many records");
        sound(type);
        world.calls.asked(after.size());
        before();
        Set<String> known = world.upkeep.asked(server.side(), type, fields);
        List<FieldTrail> trails = server.history(type, after, known);
        world.tell(() -> process.name() + " asks for the history of " + type + after);
        world.hookOfConnector(process);
        return trails;
    }

    @Override
    public List<WriteAnswer> write(List<WriteRequest> batch, Fence fence) {
        demand(!batch.isEmpty(), "write of nothing");
        demand(batch.size() <= server.type(batch.get(0).type()).traits().writeBatch(), "write of too many records");
        Set<Object> kinds = new HashSet<>();
        batch.forEach(request -> kinds.add(List.of(request.type(), request.getClass())));
        demand(kinds.size() == 1, "write of several types or kinds");
        return sender.send(batch, fence);
    }

    private void demand(boolean held, String problem) {
        if (!held) {
            world.ledger.report(Invariant.SPI_RULES, problem);
        }
    }

    private void sound(ObjectType type) {
        RunnerProcess.dying(process::demandAlive);
        world.upkeep.demandSound(server.side(), type);
    }

    private void before() {
        world.hookOfConnector(process);
        demandNotInterrupted();
        world.still.reads(process);
        world.restores.reads(process);
        obedience.demand();
        Chance chance = world.strike(Chance.At.READ);
        if (chance != null) {
            world.tell(() -> process.name() + ": a call fails, " + chance);
            ConnectorException fault = fault(chance);
            obedience.told(fault);
            throw fault;
        }
    }

    /** A call of an interrupted thread fails. */
    static void demandNotInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw fault(null);
        }
    }

    static ConnectorException fault(@Nullable Chance chance) {
        if (chance == Chance.READ_THROTTLED) {
            return new SimFault(Category.THROTTLED, "a quota is used up; come back later", Duration.ofSeconds(20));
        }
        if (chance == Chance.RIGHT_MISSING) {
            return new SimFault(Category.FORBIDDEN, "a right is missing; grant it", null);
        }
        return new SimFault(Category.UNAVAILABLE, "no answer; try again", null);
    }

    @Override
    public void close() {}

    /** A fault without the cost of a stack trace. */
    private static final class SimFault extends ConnectorException {
        private static final long serialVersionUID = 1L;

        SimFault(Category category, String message, @Nullable Duration retryAfter) {
            super(category, message, retryAfter, null);
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
