package io.github.tandemsync.mapping;

import io.github.tandemsync.core.record.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How existing records find each other at first contact. Immutable. Match rules are tried in the order of the mapping; a record
 * with a blank field is not matched by the rule.
 *
 * @param id unique among the match rules of its mapping
 * @param hubspot the fields on HubSpot's side; where there are several, all of them must match
 * @param dynamics the fields on Dynamics' side, in the same order
 * @param compare how texts are compared; null for the kind's own way
 */
public record MatchMapping(
        String id,
        List<String> hubspot,
        List<String> dynamics,
        @Nullable Comparison compare) {
    public MatchMapping {
        hubspot = List.copyOf(hubspot);
        dynamics = List.copyOf(dynamics);
    }

    /** Its fields on the given side. */
    public List<String> fields(Side side) {
        return side == Side.LEFT ? hubspot : dynamics;
    }
}
