package io.github.tandemsync.mapping;

import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one rule; see {@link PairBuilder#field}. Not safe for several threads.
 *
 * <p>Defaults: the pair's direction and conflict policy, drift {@link FieldRule.Drift#RECORD}, an id made of the field names.
 */
public final class FieldBuilder {
    private final List<String> hubspot;
    private final List<String> dynamics;
    private final SortedMap<String, SortedSet<String>> options = new TreeMap<>();
    private @Nullable String id;
    private @Nullable Comparison compare;
    private @Nullable String convert;
    private List<String> reference = List.of();
    private @Nullable Direction direction;
    private @Nullable ConflictPolicy conflict;
    private FieldRule.@Nullable Drift drift;

    FieldBuilder(List<String> hubspot, List<String> dynamics) {
        this.hubspot = List.copyOf(hubspot);
        this.dynamics = List.copyOf(dynamics);
    }

    /** A name for the rule, unique in the pair. Give one where it must outlive a change of the fields. */
    public FieldBuilder id(String value) {
        id = value;
        return this;
    }

    /** How texts are compared. */
    public FieldBuilder compare(Comparison value) {
        compare = value;
        return this;
    }

    /** The name of a converter, built in ({@code domain-url}) or registered by {@link Mappings#with}. */
    public FieldBuilder convert(String converter) {
        convert = converter;
        return this;
    }

    /** Says that a HubSpot option means the same as some Dynamics options: exactly one, unless values only travel to HubSpot. */
    public FieldBuilder option(String hubspotOption, String... dynamicsOptions) {
        options.computeIfAbsent(hubspotOption, key -> new TreeSet<>()).addAll(List.of(dynamicsOptions));
        return this;
    }

    /**
     * The pair that links the records referred to; several where the field may refer to records of several types, such as a customer
     * that is an account or a contact. Of several, the first that links a record counts.
     */
    public FieldBuilder reference(String... pairs) {
        reference = List.of(pairs);
        return this;
    }

    /** Which way values travel, within the pair's direction. */
    public FieldBuilder direction(Direction value) {
        direction = value;
        return this;
    }

    /** Who wins when both sides moved. */
    public FieldBuilder conflict(ConflictPolicy policy) {
        conflict = policy;
        return this;
    }

    /** What happens when the target of a one-way rule was edited. */
    public FieldBuilder drift(FieldRule.Drift value) {
        drift = value;
        return this;
    }

    boolean hasDrift() {
        return drift != null;
    }

    FieldMapping build(Direction ofPair, ConflictPolicy conflictOfPair) {
        return new FieldMapping(
                id == null ? FieldMapping.defaultId(hubspot, dynamics) : id,
                hubspot,
                dynamics,
                compare,
                convert,
                options,
                reference,
                direction == null ? ofPair : direction,
                conflict == null ? conflictOfPair : conflict,
                drift == null ? FieldRule.Drift.RECORD : drift);
    }
}
