package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.connector.AccessReport;
import io.github.tandemsync.core.connector.AccessRequest;
import io.github.tandemsync.core.connector.AccessRequest.Right;
import io.github.tandemsync.core.connector.CallQuota;
import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.ModelType;
import io.github.tandemsync.e2e.simulation.tape.Choices;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What administrators of both systems take away and give back: fields, rights, calls, a whole system. One of a kind at a time. */
final class Upkeep {
    private static final int SELDOM = 200;
    private static final Right[] RIGHTS = {
        Right.UPDATE, Right.CREATE, Right.UPDATE, Right.CREATE, Right.REMOVE, Right.READ
    };
    private static final long LIMIT = 1000;
    private static final Trouble[] OF_ALL = {
        Trouble.FIELD_GONE, Trouble.FIELD_READ_ONLY, Trouble.RIGHT_MISSING, Trouble.OTHER_SYSTEM, Trouble.CALLS_USED_UP
    };
    private static final Trouble[] OF_ONE_PAIR = {
        Trouble.FIELD_GONE,
        Trouble.FIELD_READ_ONLY,
        Trouble.RIGHT_MISSING,
        Trouble.CONNECTOR_THROWS,
        Trouble.RULES_THROW
    };

    private final World world;
    private final Choices choices;
    private final Map<Trouble, Begun> troubles = new EnumMap<>(Trouble.class);
    private final Map<Trouble, Long> told = new EnumMap<>(Trouble.class);
    private final Trouble[] kinds;
    private boolean settled;

    /**
     * A trouble that is not over.
     *
     * @param since when it began
     * @param field which field it is about, if it is about one
     * @param right which right it is about, if it is about one
     * @param renewal when there are calls again, if it is about them
     */
    record Begun(long since, Side side, Field field, Right right, Instant renewal) {}

    Upkeep(World world) {
        this.world = world;
        this.choices = world.choices;
        this.kinds = world.scenario == Scenario.SUSPENDED ? OF_ONE_PAIR : OF_ALL;
    }

    /** Whether what is taken away is taken away from the type: of two pairs, from those of one. */
    boolean concerns(ObjectType type) {
        return world.scenario != Scenario.SUSPENDED || world.shape.agreement().isUsual(type);
    }

    /** A run ended well: the engine knows by now what there is. */
    void settled() {
        settled = true;
    }

    /** A run has said that the pair is suspended for a field: what was refused for it until now is to be written once it is back. */
    void suspended(List<String> problems) {
        for (Trouble trouble : List.of(Trouble.FIELD_GONE, Trouble.FIELD_READ_ONLY)) {
            Begun begun = begun(trouble);
            if (begun != null && problems.stream().anyMatch(problem -> isAbout(problem, begun))) {
                told.put(trouble, world.clock.millis());
            }
        }
    }

    private static boolean isAbout(String problem, Begun begun) {
        return problem.contains("is suspended")
                && problem.contains("The field " + begun.field().on(begun.side()) + " ");
    }

    /** The engine may have forgotten what it knew. */
    void forgotten() {
        told.clear();
        endAll();
        settled = false;
    }

    @Nullable
    Begun begun(Trouble trouble) {
        Begun begun = troubles.get(trouble);
        boolean renewed = begun != null
                && trouble == Trouble.CALLS_USED_UP
                && !begun.renewal().isAfter(world.clock.instant());
        return renewed ? null : begun;
    }

    // ---- administrators

    /** Between two runs. */
    void act() {
        int choice = choices.below(8);
        if (choice >= 6) {
            endAll();
        } else if (choice == 5) {
            world.pass(choices.pick(Duration.ofMinutes(11), Duration.ofHours(7)));
        } else {
            change(kinds[choice]);
        }
    }

    /** One trouble begins, or none where it makes no difference. */
    void begin() {
        begin(choices.pick(kinds));
    }

    /** In the middle of a run, seldom. */
    void strike(RunnerProcess process) {
        if (!world.once(SELDOM)) {
            return;
        }
        int choice = choices.below(2 * kinds.length);
        if (choice < kinds.length) {
            change(kinds[choice]);
        } else {
            process.interrupt();
        }
    }

    private void change(Trouble trouble) {
        if (troubles.containsKey(trouble)) {
            end(trouble);
        } else if (settled) {
            begin(trouble);
        }
    }

    private void begin(Trouble trouble) {
        Side side = choices.pick(Side.LEFT, Side.RIGHT);
        Field field = choices.pick(Field.NAME, Field.PHONE, Field.DOMAIN);
        Right right = choices.pick(RIGHTS);
        Instant renewal = world.clock.instant().plus(choices.pick(Duration.ofMinutes(5), Duration.ofHours(9)));
        Direction direction = world.shape.agreement().records().direction(field);
        if (trouble == Trouble.FIELD_READ_ONLY && (direction == null || !direction.writes(side))) {
            return;
        }
        Begun begun = new Begun(world.clock.millis(), side, field, right, renewal);
        troubles.put(trouble, begun);
        world.coverage.met(trouble.begun());
        world.tell(() -> "an administrator: " + trouble + " " + describe(trouble, begun));
    }

    private static String describe(Trouble trouble, Begun begun) {
        return begun.side()
                + switch (trouble) {
                    case FIELD_GONE, FIELD_READ_ONLY -> " " + begun.field();
                    case RIGHT_MISSING -> " " + begun.right();
                    case CALLS_USED_UP -> " until " + begun.renewal();
                    case OTHER_SYSTEM, CONNECTOR_THROWS, RULES_THROW -> "";
                };
    }

    private void end(Trouble trouble) {
        Begun begun = troubles.remove(trouble);
        if (begun != null) {
            Long until = told.remove(trouble);
            if (until != null) {
                world.ledger.closed(begun.field(), this::concerns, begun.since(), until);
            }
            world.tell(() -> "an administrator: no more " + trouble);
        }
    }

    /** Everything is given back. */
    void endAll() {
        for (Trouble trouble : Trouble.values()) {
            end(trouble);
        }
    }

    // ---- what the systems answer meanwhile

    boolean isGone(ModelType type, Field field) {
        Begun gone = begun(Trouble.FIELD_GONE);
        return gone != null && gone.side() == type.side() && gone.field() == field && concerns(type.type());
    }

    private boolean isReadOnly(Side side, Field field) {
        Begun fixed = begun(Trouble.FIELD_READ_ONLY);
        return fixed != null && fixed.side() == side && fixed.field() == field;
    }

    /** Which account answers for the side. */
    String account(Side side, String own) {
        Begun other = begun(Trouble.OTHER_SYSTEM);
        return other != null && other.side() == side ? own + "-copy" : own;
    }

    ObjectSchema schema(Side side, ObjectSchema whole) {
        if (!concerns(whole.type())) {
            return whole;
        }
        SortedMap<String, FieldSchema> fields = new TreeMap<>(whole.fields());
        for (int i = 0; i < Field.count(); i++) {
            Field field = Field.at(i);
            if (isGone(world.server(side).type(whole.type()), field)) {
                fields.remove(field.on(side));
            } else if (isReadOnly(side, field)) {
                fields.computeIfPresent(field.on(side), (name, schema) -> readOnly(schema));
            }
        }
        return new ObjectSchema(whole.type(), fields, whole.traits());
    }

    private static FieldSchema readOnly(FieldSchema field) {
        return new FieldSchema(
                field.name(),
                field.label(),
                field.kind(),
                false,
                false,
                field.readable(),
                field.required(),
                field.maxLength(),
                field.scale(),
                field.options(),
                field.targets());
    }

    AccessReport access(Side side, Set<AccessRequest> wanted) {
        List<AccessReport.Finding> findings = new ArrayList<>();
        for (AccessRequest request : wanted) {
            if (isMissing(side, request.type(), request.right())) {
                findings.add(new AccessReport.Finding(request, true, "Grant the right"));
            }
        }
        return new AccessReport(findings);
    }

    private boolean isMissing(Side side, ObjectType type, Right right) {
        Begun missing = begun(Trouble.RIGHT_MISSING);
        return missing != null && missing.side() == side && missing.right() == right && concerns(type);
    }

    @Nullable
    CallQuota quota(Side side) {
        Begun used = begun(Trouble.CALLS_USED_UP);
        return used != null && used.side() == side ? new CallQuota(LIMIT, LIMIT / 20, used.renewal()) : null;
    }

    /** Of the fields that are asked for, those that there are. HubSpot passes over one that it has not, Dataverse does not. */
    Set<String> asked(Side side, ObjectType type, Set<String> fields) {
        demandReadable(side, type);
        Begun gone = begun(Trouble.FIELD_GONE);
        String name = gone == null || gone.side() != side || !concerns(type)
                ? null
                : gone.field().on(side);
        if (name == null || !fields.contains(name)) {
            return fields;
        }
        if (side == Side.RIGHT) {
            throw new ConnectorException(Category.INVALID, "there is no field " + name + "; correct the request");
        }
        Set<String> known = new HashSet<>(fields);
        known.remove(name);
        return known;
    }

    /** A call about records of the type. */
    void demandSound(Side side, ObjectType type) {
        Begun throwing = begun(Trouble.CONNECTOR_THROWS);
        if (throwing != null && throwing.side() == side && concerns(type)) {
            throw new IllegalStateException("the connector is broken");
        }
    }

    void demandReadable(Side side, ObjectType type) {
        if (isMissing(side, type, Right.READ)) {
            throw new ConnectorException(Category.FORBIDDEN, "the right to read is missing; grant it");
        }
    }

    /** Whether a whole batch is turned away for want of a right. */
    boolean turnsAway(Side side, WriteRequest first) {
        return isMissing(side, first.type(), right(first)) && choices.chance(1, 2);
    }

    private static Right right(WriteRequest request) {
        if (request instanceof WriteRequest.Create) {
            return Right.CREATE;
        }
        boolean updates = request instanceof WriteRequest.Update
                || ((WriteRequest.Remove) request).how() == WriteRequest.How.DEACTIVATE;
        return updates ? Right.UPDATE : Right.REMOVE;
    }

    /** The answer where the system does not take the write, whatever it is; null if it may. */
    @Nullable
    WriteAnswer refusal(Side side, WriteRequest request) {
        if (isMissing(side, request.type(), right(request))) {
            return WriteAnswer.Refused.forRights("FORBIDDEN", "a right is missing");
        }
        for (String name : values(request).names()) {
            Field field = Field.named(side, name);
            if (field != null
                    && concerns(request.type())
                    && (isGone(world.server(side).type(request.type()), field) || isReadOnly(side, field))) {
                world.coverage.met("write to a closed field");
                return new WriteAnswer.Refused("VALIDATION", "there is no such field to write");
            }
        }
        return null;
    }

    private static Values values(WriteRequest request) {
        if (request instanceof WriteRequest.Create create) {
            return create.values();
        }
        return request instanceof WriteRequest.Update update ? update.values() : Values.none();
    }
}
