package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.ExitPolicy;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Several;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What to sync, as data: which HubSpot type faces which Dynamics table, and by what rules. Made by {@link Mappings}, from YAML
 * or by the Java builder; both give the same. Immutable and safe for several threads.
 *
 * <p>It is complete and consistent in itself; {@link #compile} checks it against the live schemas. HubSpot is always the left
 * side, Dynamics the right.
 */
public final class Mapping {
    /** What a pair is, apart from its rules. */
    record Head(
            String pair,
            ObjectType hubspot,
            ObjectType dynamics,
            Direction direction,
            DeletePolicy onHubspotRemoved,
            DeletePolicy onDynamicsRemoved) {}

    private final Head head;
    private final List<MatchMapping> matches;
    private final List<FieldMapping> fields;
    private final List<Condition> hubspotFilter;
    private final List<Condition> dynamicsFilter;
    private final @Nullable OwnerMapping owner;
    private final List<Condition> hubspotMembership;
    private final List<Condition> dynamicsMembership;
    private final Several several;
    private final ExitPolicy onHubspotExit;
    private final ExitPolicy onDynamicsExit;
    private final Converters converters;
    private final Positions positions;

    Mapping(PairBuilder builder, Head head, List<MatchMapping> matches, List<FieldMapping> fields) {
        this.head = head;
        this.matches = List.copyOf(matches);
        this.fields = List.copyOf(fields);
        this.hubspotFilter = builder.filter(Side.LEFT);
        this.dynamicsFilter = builder.filter(Side.RIGHT);
        this.owner = builder.owner();
        this.hubspotMembership = builder.membership(Side.LEFT);
        this.dynamicsMembership = builder.membership(Side.RIGHT);
        this.several = builder.several();
        this.onHubspotExit = builder.onExit(Side.LEFT);
        this.onDynamicsExit = builder.onExit(Side.RIGHT);
        this.converters = builder.converters();
        this.positions = builder.positions();
    }

    /** The pair's name, such as {@code company-account}. */
    public String pair() {
        return head.pair();
    }

    /** The type on the given side: HubSpot's on the left, Dynamics' on the right. */
    public ObjectType type(Side side) {
        return side == Side.LEFT ? head.hubspot() : head.dynamics();
    }

    /** Which way records and values travel; a rule may narrow it. */
    public Direction direction() {
        return head.direction();
    }

    /** How existing records find each other, in the order in which it is tried. */
    public List<MatchMapping> matches() {
        return matches;
    }

    /** What happens when several records of a side match, and no match rule tells them apart. */
    public Several several() {
        return several;
    }

    public List<FieldMapping> fields() {
        return fields;
    }

    /** Which records of the side may start to sync: those for which all conditions hold. */
    public List<Condition> filter(Side side) {
        return side == Side.LEFT ? hubspotFilter : dynamicsFilter;
    }

    /** Whose lines the records are; null if they stand alone. */
    public @Nullable OwnerMapping owner() {
        return owner;
    }

    /** Which records of the side may start to sync, and stay: those for which all conditions hold. */
    public List<Condition> membership(Side side) {
        return side == Side.LEFT ? hubspotMembership : dynamicsMembership;
    }

    /** What happens when a linked record of the side leaves its membership conditions. */
    public ExitPolicy onExit(Side side) {
        return side == Side.LEFT ? onHubspotExit : onDynamicsExit;
    }

    /** What happens to the other side's record when this side's is removed. */
    public DeletePolicy onRemoved(Side side) {
        return side == Side.LEFT ? head.onHubspotRemoved() : head.onDynamicsRemoved();
    }

    /**
     * SHA-256 of everything that decides what the compiled rules do, 64 hexadecimal digits. Formatting, comments, the order of
     * fields and defaults written out do not change it. A registered converter counts by its name only.
     */
    public String hash() {
        return MappingHash.of(this);
    }

    /**
     * Checks the mapping against the live schemas, and says everything that was found: errors and warnings.
     *
     * @param schemas gives a type's schema; null, or a {@link ConnectorException} of category INVALID, for a type that the system
     *     does not have; whatever else it throws is passed on
     */
    public List<Diagnostic> check(Function<ObjectType, @Nullable ObjectSchema> schemas) {
        return PairCompiler.check(this, List.of(this), schemas);
    }

    /**
     * Compiles the mapping, after a check against the live schemas. A mapping that refers to other pairs is compiled with them
     * by {@link Mappings#compile}.
     *
     * @param schemas gives a type's schema; null, or a {@link ConnectorException} of category INVALID, for a type that the system
     *     does not have; whatever else it throws is passed on
     * @throws MappingException with everything that was found, if any of it is an error
     */
    public ObjectPair compile(Function<ObjectType, @Nullable ObjectSchema> schemas) {
        return PairCompiler.compile(this, List.of(this), schemas);
    }

    Converters converters() {
        return converters;
    }

    Positions positions() {
        return positions;
    }

    /** Its name and types. */
    @Override
    public String toString() {
        return head.pair() + " (" + head.hubspot() + ", " + head.dynamics() + ")";
    }
}
