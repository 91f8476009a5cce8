package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.StateChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The counterparts of the records that a round's records refer to, asked for once and in bulk. */
final class References implements ReferenceResolver {
    private final List<ObjectPair> pairs;
    private final Map<RecordRef, SortedMap<PairId, LinkId>> links = new HashMap<>();
    private final Map<RecordRef, SortedMap<PairId, EntryState>> unlinked = new HashMap<>();
    private final Set<RecordRef> goneByUs = new HashSet<>();
    private final Map<RecordRef, RecordRef> heirs = new HashMap<>();

    /** Knows no links. */
    References(List<ObjectPair> pairs) {
        this.pairs = pairs;
    }

    /**
     * Reads the links of every record that the works' records refer to, or did when their rules last agreed.
     *
     * @param change what is about to happen: links that it ends do not count
     * @param outlook which records are to be removed, or to lose their counterpart, before anything is written here, and which
     *     had none yet when the plan was made
     */
    static References of(Session session, Collection<Work> works, StateChange change, Outlook outlook) {
        Set<RecordRef> named = new TreeSet<>();
        for (Work work : works) {
            for (Side side : work.entries().keySet()) {
                if (work.isFound(side)) {
                    collect(work.record(side).fields(), named);
                }
            }
            if (work.isLinked()) {
                work.link().rules().values().forEach(rule -> collect(rule, named));
            }
        }
        References references = new References(session.settings().pairs());
        for (List<RecordRef> batch : Batches.of(named, Batches.STORE)) {
            session.store()
                    .entries(new EntryQuery.InAnyPair(session.settings().connection(), batch))
                    .forEach(entry -> references.add(session, entry));
        }
        for (Link link : change.links()) {
            if (!link.live()) {
                references.ended(link);
            }
        }
        references.without(outlook.leaving(), EntryState.REMOVED);
        references.without(outlook.coming(), EntryState.UNMATCHED);
        return references;
    }

    private void without(Predicate<RecordRef> refs, EntryState state) {
        for (RecordRef ref : List.copyOf(links.keySet())) {
            if (refs.test(ref)) {
                Contract.known(links.remove(ref)).keySet().forEach(pair -> without(ref, pair, state));
            }
        }
    }

    private void without(RecordRef ref, PairId pair, EntryState state) {
        unlinked.computeIfAbsent(ref, key -> new TreeMap<>()).put(pair, state);
    }

    private void ended(Link link) {
        for (Side side : Side.values()) {
            SortedMap<PairId, LinkId> known = links.get(link.ref(side));
            if (known != null && known.remove(link.pair(), link.id())) {
                without(link.ref(side), link.pair(), EntryState.UNLINKED);
            }
        }
    }

    private static void collect(RuleState rule, Set<RecordRef> named) {
        for (Side side : Side.values()) {
            Values base = rule.base(side);
            if (base != null) {
                collect(base, named);
            }
        }
    }

    private static void collect(Values fields, Set<RecordRef> named) {
        fields.forEach((name, value) -> {
            if (value instanceof FieldValue.Reference one) {
                named.add(one.target());
            } else if (value instanceof FieldValue.References several) {
                named.addAll(several.targets());
            }
        });
    }

    private void add(Session session, Entry entry) {
        LinkId link = entry.link();
        if (link != null && (isLive(session, entry, link) || isHandedOver(session, entry, link))) {
            links.computeIfAbsent(entry.ref(), key -> new TreeMap<>()).put(entry.pair(), link);
        } else {
            without(entry.ref(), entry.pair(), entry.state());
            if (entry.state() == EntryState.REMOVED && RemovedByUs.is(entry)) {
                goneByUs.add(entry.ref());
            } else if (entry.state() == EntryState.REPLACED) {
                heirs.put(entry.ref(), Survivors.heir(session, entry).ref());
            }
        }
    }

    /** The record whose link a reference to the given one waits for: that which took it over, if any did. */
    RecordRef awaited(RecordRef ref) {
        return heirs.getOrDefault(ref, ref);
    }

    /** Whether the fields are empty because we removed what they referred to, which no system tells from an edit. */
    boolean areGoneByUs(@Nullable Values before, Values now) {
        Set<RecordRef> named = new HashSet<>();
        if (before != null) {
            collect(before, named);
        }
        return now.allEmpty() && !named.isEmpty() && goneByUs.containsAll(named);
    }

    /** The state of a record that has no counterpart in the pair; null if the pair does not know it. */
    @Nullable
    EntryState stateOf(RecordRef ref, PairId pair) {
        return of(unlinked, ref).get(pair);
    }

    /** Whether any pair links the record. */
    boolean isLinked(RecordRef ref) {
        return !of(links, ref).isEmpty();
    }

    /**
     * Why a record waits in vain for the other's link, unless somebody does something; null if the link may come by itself.
     *
     * @param side the side of the record that is waited for
     * @param asked the pairs whose links count; none: those of every pair
     */
    @Nullable
    String inVain(Side side, RecordRef ref, Set<PairId> asked) {
        List<PairId> able = new ArrayList<>();
        for (ObjectPair pair : pairs) {
            boolean counts = asked.isEmpty() || asked.contains(pair.id());
            if (counts && pair.types(side).contains(ref.type())) {
                able.add(pair.id());
            }
        }
        if (able.isEmpty()) {
            return asked.isEmpty()
                    ? "whose type no pair of the runner links; add one that does"
                    : "whose type " + named(asked) + " does not link; name a pair that does";
        }
        Set<LinkId> linked = new TreeSet<>();
        able.stream().map(of(links, ref)::get).filter(Objects::nonNull).forEach(linked::add);
        if (linked.size() > 1 && asked.isEmpty()) {
            return "which several pairs link, to different records; have the rule say which pair it means";
        }
        if (!linked.isEmpty()) {
            String other = facing(side, linked.iterator().next()).orElseThrow().toString();
            return asked.isEmpty() ? null : "which is linked to " + other + ", and the field can not refer to that";
        }
        List<EntryState> states =
                able.stream().map(of(unlinked, ref)::get).filter(Work::isFinal).toList();
        return states.size() == able.size() ? "which is " + states.get(0) : null;
    }

    private static String named(Set<PairId> pairs) {
        return (pairs.size() == 1 ? "pair " : "any of the pairs ") + String.join(", ", new TreeSet<>(names(pairs)));
    }

    private static List<String> names(Set<PairId> pairs) {
        return pairs.stream().map(PairId::value).toList();
    }

    private static <T> SortedMap<PairId, T> of(Map<RecordRef, SortedMap<PairId, T>> all, RecordRef ref) {
        SortedMap<PairId, T> known = all.get(ref);
        return known == null ? Collections.emptySortedMap() : known;
    }

    private static boolean isLive(Session session, Entry entry, LinkId link) {
        return switch (entry.state()) {
            case LINKED -> true;
            case FAILING, SUSPENDED ->
                session.links(entry.pair(), Set.of(link)).stream().anyMatch(Link::live);
            default -> false;
        };
    }

    /** Whether it was taken over, and what it faced now faces its heir: who still refers to it, as to a qualified lead, means both. */
    private static boolean isHandedOver(Session session, Entry entry, LinkId link) {
        RecordRef faced = entry.side() == Side.LEFT ? link.right() : link.left();
        return entry.state() == EntryState.REPLACED
                && session.entries(entry.pair(), List.of(faced)).stream()
                        .anyMatch(other -> other.link() != null
                                && isLive(session, other, other.link())
                                && Survivors.isHeirOfAnotherType(
                                        session,
                                        entry,
                                        entry.side() == Side.LEFT
                                                ? other.link().left()
                                                : other.link().right()));
    }

    @Override
    public Optional<RecordRef> counterpart(Side from, RecordRef ref) {
        Set<LinkId> known = Set.copyOf(of(links, ref).values());
        return known.size() == 1 ? facing(from, known.iterator().next()) : Optional.empty();
    }

    @Override
    public Optional<RecordRef> counterpart(Side from, RecordRef ref, PairId pair) {
        return facing(from, of(links, ref).get(pair));
    }

    private static Optional<RecordRef> facing(Side from, @Nullable LinkId link) {
        return link == null ? Optional.empty() : Optional.of(from == Side.LEFT ? link.right() : link.left());
    }
}
