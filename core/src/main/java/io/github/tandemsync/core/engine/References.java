package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.StateChange;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The counterparts of the records that a round's records refer to, asked for once and in bulk. */
final class References implements ReferenceResolver {
    private static final Set<EntryState> FINAL = EnumSet.of(
            EntryState.EXCLUDED,
            EntryState.AMBIGUOUS,
            EntryState.SHADOWED,
            EntryState.UNLINKED,
            EntryState.REMOVED,
            EntryState.REPLACED);

    private final Map<RecordRef, LinkId> links = new HashMap<>();
    private final Map<RecordRef, EntryState> unlinked = new HashMap<>();
    private final Set<RecordRef> goneByUs = new HashSet<>();

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
        References references = new References();
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
                links.remove(ref);
                unlinked.put(ref, state);
            }
        }
    }

    private void ended(Link link) {
        for (Side side : Side.values()) {
            if (links.remove(link.ref(side), link.id())) {
                unlinked.put(link.ref(side), EntryState.UNLINKED);
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
            links.put(entry.ref(), link);
        } else {
            unlinked.put(entry.ref(), entry.state());
            if (entry.state() == EntryState.REMOVED && Removals.isByUs(entry)) {
                goneByUs.add(entry.ref());
            }
        }
    }

    /** Whether the fields are empty because we removed what they referred to, which no system tells from an edit. */
    boolean areGoneByUs(@Nullable Values before, Values now) {
        Set<RecordRef> named = new HashSet<>();
        if (before != null) {
            collect(before, named);
        }
        return now.allEmpty() && !named.isEmpty() && goneByUs.containsAll(named);
    }

    /** Whether a record in the state will have no counterpart unless somebody does something about it. */
    static boolean isFinal(@Nullable EntryState state) {
        return state != null && FINAL.contains(state);
    }

    /** The state of a record without counterpart; null if it is not known to any pair. */
    @Nullable
    EntryState stateOf(RecordRef ref) {
        return unlinked.get(ref);
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
                        .anyMatch(other -> other.link() != null && isLive(session, other, other.link()));
    }

    @Override
    public Optional<RecordRef> counterpart(Side from, RecordRef ref) {
        LinkId link = links.get(ref);
        return link == null ? Optional.empty() : Optional.of(from == Side.LEFT ? link.right() : link.left());
    }
}
