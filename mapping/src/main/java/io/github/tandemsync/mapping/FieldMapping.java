package io.github.tandemsync.mapping;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a mapping, with every default filled in. Immutable.
 *
 * @param id unique in its mapping and stable: what the two sides last agreed on is stored under it
 * @param hubspot the fields on HubSpot's side; more than one if they are merged as a unit (an address)
 * @param dynamics the fields on Dynamics' side, in the same order
 * @param compare how texts are compared; null for the kind's own way
 * @param convert the name of a converter, or null
 * @param options HubSpot's option to the options of Dynamics; empty where there is no option map
 * @param reference the pairs that link the records referred to: the first that links one, to a record that the other field may
 *     refer to, says which it is; none where the fields are no references
 * @param direction which way values travel
 * @param conflict who wins when both sides moved
 * @param drift what happens when the target of a one-way rule was edited
 */
public record FieldMapping(
        String id,
        List<String> hubspot,
        List<String> dynamics,
        @Nullable Comparison compare,
        @Nullable String convert,
        SortedMap<String, SortedSet<String>> options,
        List<String> reference,
        Direction direction,
        ConflictPolicy conflict,
        FieldRule.Drift drift) {

    public FieldMapping {
        hubspot = List.copyOf(hubspot);
        dynamics = List.copyOf(dynamics);
        reference = List.copyOf(reference);
        SortedMap<String, SortedSet<String>> copy = new TreeMap<>();
        options.forEach((key, values) -> copy.put(key, Collections.unmodifiableSortedSet(new TreeSet<>(values))));
        options = Collections.unmodifiableSortedMap(copy);
    }

    /** Its fields on the given side. */
    public List<String> fields(Side side) {
        return side == Side.LEFT ? hubspot : dynamics;
    }

    /** The id of a rule or match rule that was not given one. */
    static String defaultId(List<String> hubspot, List<String> dynamics) {
        String left = String.join("+", hubspot);
        String right = String.join("+", dynamics);
        return left.equals(right) ? left : left + "=" + right;
    }
}
