package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a plan is about that no feed asks for: the wishes of people, by pair, link and rule. Collected on one thread, and then only
 * read.
 */
final class Wishes {
    /** Of a plan or run that is about what is due. */
    static final Wishes NONE = new Wishes();

    private static final Wish FILL = new Wish.Fill();

    private final SortedMap<PairId, Map<LinkId, Map<String, Wish>>> pairs = new TreeMap<>();
    private final SortedMap<PairId, Set<String>> filled = new TreeMap<>();
    private final Set<PairId> exclusive = new TreeSet<>();

    /**
     * That empty sides of the rules are filled, in every link of the pair, and nothing else is written.
     *
     * @throws IllegalArgumentException if none is named, or one that the pair does not have
     */
    static Wishes filling(ObjectPair pair, Collection<String> rules) {
        Set<String> known = new TreeSet<>();
        pair.variants().forEach(variant -> variant.rules().forEach(rule -> known.add(rule.id())));
        if (rules.isEmpty() || !known.containsAll(rules)) {
            throw new IllegalArgumentException(
                    "Pair " + pair.id() + " has the rules " + known + "; name those to be filled, not " + rules);
        }
        Wishes wishes = new Wishes();
        wishes.filled.put(pair.id(), Set.copyOf(rules));
        wishes.exclusive.add(pair.id());
        return wishes;
    }

    /** None yet, with nothing else written in the pairs in which nothing is beside those. */
    static Wishes beside(Wishes others) {
        Wishes wishes = new Wishes();
        wishes.exclusive.addAll(others.exclusive);
        return wishes;
    }

    /** Nothing else is written in the pair. */
    void exclusively(PairId pair) {
        exclusive.add(pair);
    }

    /** Whether nothing is written in the pair but what is wished. */
    boolean isExclusive(PairId pair) {
        return exclusive.contains(pair);
    }

    /** Whether the write may be sent as far as this is concerned. */
    boolean allow(Proposal proposal) {
        return proposal.kind() == Intent.Kind.UPDATE
                || !isExclusive(proposal.work().pair().id());
    }

    /** The pairs that it is about. */
    Set<PairId> pairs() {
        Set<PairId> all = new TreeSet<>(pairs.keySet());
        all.addAll(filled.keySet());
        return all;
    }

    void add(PairId pair, LinkId link, String rule, Wish wish) {
        pairs.computeIfAbsent(pair, id -> new LinkedHashMap<>())
                .computeIfAbsent(link, id -> new TreeMap<>())
                .put(rule, wish);
    }

    /** Whether nobody asks for anything, so that a plan is about what is due; no wishes at all is another thing. */
    boolean isNone() {
        return this == NONE;
    }

    /** Adds that a write is taken back, together with that of the other side, if there is one. */
    void takeBackBoth(PairId pair, LinkId link, String rule, Wish.TakeBack wish) {
        Wish other = known(pair, link, rule);
        if (other instanceof Wish.TakeBack before && before.side() != wish.side()) {
            boolean left = wish.side() == Side.LEFT;
            add(pair, link, rule, new Wish.TakeBackBoth(left ? wish : before, left ? before : wish));
        } else {
            add(pair, link, rule, wish);
        }
    }

    /** What was asked for so far. */
    @Nullable
    Wish known(PairId pair, LinkId link, String rule) {
        return pairs.getOrDefault(pair, Map.of()).getOrDefault(link, Map.of()).get(rule);
    }

    /** The links of the pair that there is a wish for. */
    Collection<LinkId> links(PairId pair) {
        return pairs.getOrDefault(pair, Map.of()).keySet();
    }

    /** Their records, the two of a link one after the other. */
    List<RecordRef> refs(PairId pair) {
        List<RecordRef> refs = new ArrayList<>();
        links(pair).forEach(link -> {
            refs.add(link.left());
            refs.add(link.right());
        });
        return refs;
    }

    @Nullable
    Wish of(Link link, FieldRule rule) {
        if (filled.getOrDefault(link.pair(), Set.of()).contains(rule.id())) {
            return FILL;
        }
        return named(link).get(rule.id());
    }

    /** The rules of the link that somebody named. */
    Set<String> rules(Link link) {
        return named(link).keySet();
    }

    private Map<String, Wish> named(Link link) {
        return pairs.getOrDefault(link.pair(), Map.of()).getOrDefault(link.id(), Map.of());
    }
}
