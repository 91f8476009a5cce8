package io.github.tandemsync.core.state;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.PairId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Two records that are the same thing. The types of the two say which variant of the pair it is. At most one live link per
 * record and pair; the store enforces it.
 *
 * @param id the two records
 * @param pair the pair it belongs to
 * @param live false for a tombstone
 * @param ended why it is a tombstone; null while live
 * @param paused why nothing is written to the two while it is live; null if they take part, and for a tombstone
 * @param rules field rule id to its state; a rule that is missing has no base
 */
public record Link(
        LinkId id,
        PairId pair,
        boolean live,
        @Nullable Reason ended,
        @Nullable Reason paused,
        SortedMap<String, RuleState> rules) {
    public Link {
        rules = rules.isEmpty()
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(rules));
    }

    /** A new link without any base. */
    public static Link between(PairId pair, RecordRef left, RecordRef right) {
        return new Link(new LinkId(left, right), pair, true, null, null, Collections.emptySortedMap());
    }

    public RecordRef ref(Side side) {
        return id.ref(side);
    }

    /** The rule's state; one without base if nothing is stored. */
    public RuleState rule(String rule) {
        RuleState state = rules.get(rule);
        return state == null ? RuleState.unknown() : state;
    }

    public Link withRules(SortedMap<String, RuleState> value) {
        return new Link(id, pair, live, ended, paused, value);
    }

    public Link withRule(String rule, RuleState state) {
        SortedMap<String, RuleState> all = new TreeMap<>(rules);
        all.put(rule, state);
        return withRules(all);
    }

    /** The live link with nothing written to the two until further notice; given null, they take part again. */
    public Link withPaused(@Nullable Reason why) {
        return new Link(id, pair, live, ended, why, rules);
    }

    /** The tombstone of this link; its bases are kept. */
    public Link ended(Reason why) {
        return new Link(id, pair, false, why, null, rules);
    }

    /** The link, live and not paused, with the bases that were kept. */
    public Link revived() {
        return new Link(id, pair, true, null, null, rules);
    }
}
