package io.github.tandemsync.mapping;

import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.ExitPolicy;
import io.github.tandemsync.core.rule.Several;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Mapping} in Java; the YAML reader uses it too, so that both give the same. Not safe for several threads.
 *
 * <p>Defaults: direction {@link Direction#BOTH}, conflicts {@link ConflictPolicy#MANUAL}, no match rule, several that match are
 * {@linkplain Several#PARK parked}, no filter, no owner, removed records {@link DeletePolicy#UNLINK} their counterparts, records that leave a membership filter {@link ExitPolicy#PAUSE} their
 * links.
 */
public final class PairBuilder {
    private final Converters converters;
    private final Positions positions;
    private final List<FieldBuilder> fields = new ArrayList<>();
    private final List<MatchMapping> matches = new ArrayList<>();
    private final List<Condition> hubspotFilter = new ArrayList<>();
    private final List<Condition> dynamicsFilter = new ArrayList<>();
    private @Nullable OwnerMapping owner;
    private final List<Condition> hubspotMembership = new ArrayList<>();
    private final List<Condition> dynamicsMembership = new ArrayList<>();
    private @Nullable String name;
    private @Nullable String hubspot;
    private @Nullable String dynamics;
    private Direction direction = Direction.BOTH;
    private ConflictPolicy conflict = ConflictPolicy.MANUAL;
    private DeletePolicy onHubspotRemoved = DeletePolicy.UNLINK;
    private DeletePolicy onDynamicsRemoved = DeletePolicy.UNLINK;
    private @Nullable Several several;
    private @Nullable ExitPolicy onHubspotExit;
    private @Nullable ExitPolicy onDynamicsExit;

    PairBuilder(Converters converters, Positions positions) {
        this.converters = converters;
        this.positions = positions;
    }

    PairBuilder name(String value) {
        name = value;
        return this;
    }

    /** The HubSpot type, as its API spells it: {@code companies}. */
    public PairBuilder hubspot(String type) {
        hubspot = type;
        return this;
    }

    /** The Dataverse table by its logical name: {@code account}. */
    public PairBuilder dynamics(String table) {
        dynamics = table;
        return this;
    }

    /** Which way records and values travel. {@link Direction#TO_RIGHT} is to Dynamics, {@link Direction#TO_LEFT} to HubSpot. */
    public PairBuilder direction(Direction value) {
        direction = value;
        return this;
    }

    /** Who wins when both sides edited the same rule; a rule may say otherwise. */
    public PairBuilder conflict(ConflictPolicy policy) {
        conflict = policy;
        return this;
    }

    /** Adds a match rule for one field on each side, compared in the way of its kind. */
    public PairBuilder match(String hubspotField, String dynamicsField) {
        return match(List.of(hubspotField), List.of(dynamicsField), null);
    }

    /** Adds a match rule for one text field on each side. */
    public PairBuilder match(String hubspotField, String dynamicsField, Comparison compare) {
        return match(List.of(hubspotField), List.of(dynamicsField), compare);
    }

    /** Adds a match rule for several fields that must all match. */
    public PairBuilder match(List<String> hubspotFields, List<String> dynamicsFields, @Nullable Comparison compare) {
        String id = FieldMapping.defaultId(hubspotFields, dynamicsFields);
        matches.add(new MatchMapping(id, hubspotFields, dynamicsFields, compare));
        return this;
    }

    /** What happens when several records of a side match, and no match rule tells them apart. */
    public PairBuilder several(Several value) {
        several = value;
        return this;
    }

    /** Adds a rule for one field on each side. */
    public PairBuilder field(String hubspotField, String dynamicsField) {
        return field(hubspotField, dynamicsField, rule -> {});
    }

    /** Adds a rule for one field on each side, with settings. */
    public PairBuilder field(String hubspotField, String dynamicsField, Consumer<FieldBuilder> settings) {
        return fields(List.of(hubspotField), List.of(dynamicsField), settings);
    }

    /** Adds a rule for several fields that are merged as a unit, such as an address; the first faces the first, and so on. */
    public PairBuilder fields(
            List<String> hubspotFields, List<String> dynamicsFields, Consumer<FieldBuilder> settings) {
        FieldBuilder field = new FieldBuilder(hubspotFields, dynamicsFields);
        settings.accept(field);
        fields.add(field);
        return this;
    }

    /** Which HubSpot records may start to sync: those for which all conditions hold. */
    public PairBuilder filterHubspot(Condition... conditions) {
        hubspotFilter.addAll(List.of(conditions));
        return this;
    }

    /** Which Dynamics records may start to sync: those for which all conditions hold. */
    public PairBuilder filterDynamics(Condition... conditions) {
        dynamicsFilter.addAll(List.of(conditions));
        return this;
    }

    /** Which HubSpot records may start to sync, and stay: those for which all conditions hold. */
    public PairBuilder membershipHubspot(Condition... conditions) {
        hubspotMembership.addAll(List.of(conditions));
        return this;
    }

    /** Which Dynamics records may start to sync, and stay: those for which all conditions hold. */
    public PairBuilder membershipDynamics(Condition... conditions) {
        dynamicsMembership.addAll(List.of(conditions));
        return this;
    }

    /** What happens when a linked HubSpot record leaves its membership conditions. */
    public PairBuilder onHubspotExit(ExitPolicy policy) {
        onHubspotExit = policy;
        return this;
    }

    /** What happens when a linked Dynamics record leaves its membership conditions. */
    public PairBuilder onDynamicsExit(ExitPolicy policy) {
        onDynamicsExit = policy;
        return this;
    }

    /** What happens to the Dynamics record when its HubSpot record is removed. */
    public PairBuilder onHubspotRemoved(DeletePolicy policy) {
        onHubspotRemoved = policy;
        return this;
    }

    /** What happens to the HubSpot record when its Dynamics record is removed. */
    public PairBuilder onDynamicsRemoved(DeletePolicy policy) {
        onDynamicsRemoved = policy;
        return this;
    }

    /** Makes the records lines of others: created, written and removed only as those allow. */
    public PairBuilder owner(OwnerMapping value) {
        owner = value;
        return this;
    }

    /**
     * The mapping, if it is consistent in itself.
     *
     * @throws MappingException with everything that is wrong with it
     */
    public Mapping build() {
        return build(new Report(positions));
    }

    /** As {@link #build()}, with what the report holds already. */
    Mapping build(Report report) {
        ObjectType left = type(Side.LEFT, hubspot, report);
        ObjectType right = type(Side.RIGHT, dynamics, report);
        Mapping.Head head =
                new Mapping.Head(name == null ? "" : name, left, right, direction, onHubspotRemoved, onDynamicsRemoved);
        List<FieldMapping> rules =
                fields.stream().map(field -> field.build(direction, conflict)).toList();
        Mapping mapping = new Mapping(this, head, matches, rules);
        ModelCheck.check(mapping, fields, report);
        exitsOfMembers(report);
        severalOfMatches(report);
        report.throwIfErrors();
        return mapping;
    }

    private void exitsOfMembers(Report report) {
        for (Side side : Side.values()) {
            boolean given = (side == Side.LEFT ? onHubspotExit : onDynamicsExit) != null;
            if (given && membership(side).isEmpty()) {
                String message = "No record of " + Words.system(side) + " can leave: there is no 'membership."
                        + Words.side(side) + "'; add it, or remove this";
                report.add(DiagnosticCode.MISPLACED_KEY, "on-exit." + Words.side(side), message);
            }
        }
    }

    private void severalOfMatches(Report report) {
        if (several != null && matches.isEmpty()) {
            String message = "Nothing is matched: there is no 'match'; add it, or remove this";
            report.add(DiagnosticCode.MISPLACED_KEY, "several", message);
        }
    }

    Several several() {
        return several == null ? Several.PARK : several;
    }

    List<Condition> membership(Side side) {
        return List.copyOf(side == Side.LEFT ? hubspotMembership : dynamicsMembership);
    }

    ExitPolicy onExit(Side side) {
        ExitPolicy given = side == Side.LEFT ? onHubspotExit : onDynamicsExit;
        return given == null ? ExitPolicy.PAUSE : given;
    }

    List<Condition> filter(Side side) {
        return List.copyOf(side == Side.LEFT ? hubspotFilter : dynamicsFilter);
    }

    @Nullable
    OwnerMapping owner() {
        return owner;
    }

    Converters converters() {
        return converters;
    }

    Positions positions() {
        return positions;
    }

    private static ObjectType type(Side side, @Nullable String type, Report report) {
        ObjectType unknown = new ObjectType(Words.side(side), "unknown");
        if (type == null) {
            report.add(
                    DiagnosticCode.MISSING_KEY,
                    "",
                    "The mapping needs '" + Words.side(side) + ":' with the type of record on that side");
            return unknown;
        }
        try {
            return new ObjectType(Words.side(side), type);
        } catch (IllegalArgumentException badName) {
            report.add(
                    DiagnosticCode.BAD_NAME,
                    Words.side(side),
                    "'" + type + "' is not the name of a type; write it as the API does, such as companies or account");
            return unknown;
        }
    }
}
