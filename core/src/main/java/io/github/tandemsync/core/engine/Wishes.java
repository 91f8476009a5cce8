package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a plan is about that no feed asks for: the wishes of people, by pair, link and rule. Collected on one thread, and then only
 * read.
 */
final class Wishes {
    /** Of a plan or run that is about what is due. */
    static final Wishes NONE = new Wishes();

    private final SortedMap<PairId, Map<LinkId, Map<String, Wish>>> pairs = new TreeMap<>();

    /**
     * That conflicts end as people choose.
     *
     * @throws IllegalArgumentException if a conflict is of a pair that is not known
     */
    static Wishes settling(Collection<Resolution> choices, Pairs known) {
        Wishes wishes = new Wishes();
        for (Resolution choice : choices) {
            OpenConflict conflict = choice.conflict();
            wishes.add(
                    known.known(conflict.pair().value()),
                    new LinkId(conflict.left(), conflict.right()),
                    conflict.rule(),
                    new Wish.Settle(choice.winner(), conflict.leftValues(), conflict.rightValues()));
        }
        return wishes;
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
        return pairs.getOrDefault(link.pair(), Map.of())
                .getOrDefault(link.id(), Map.of())
                .get(rule.id());
    }
}
