package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Owner;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.rule.RecordFilter;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.RuleState;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a round knows of the owners of its lines. Each is read once at most, in bulk, and only what its filter looks at; one that
 * its own pair knows as gone is not read.
 */
final class Owners {
    static final String GONE = "owner-gone";
    static final String NOT_EDITABLE = "owner-not-editable";
    static final String NOT_READABLE = "owner-not-readable";

    private final Session session;
    private final ObjectPair pair;
    private final Owner owner;
    private final Map<RecordRef, ReadAnswer> answers = new HashMap<>();
    private final Set<RecordRef> removed = new HashSet<>();
    private final Set<RecordRef> due = new HashSet<>();

    /**
     * Why the lines of an owner are not written.
     *
     * @param code the code of the reason
     * @param detail the reason in words
     * @param owner whom it is about
     */
    record Obstacle(String code, String detail, RecordRef owner) {
        boolean isGone() {
            return code.equals(GONE);
        }

        /** Whether the owner may let its lines be written, and could not be asked. */
        boolean isUnknown() {
            return code.equals(NOT_READABLE);
        }
    }

    Owners(Session session, ObjectPair pair, Owner owner) {
        this.session = session;
        this.pair = pair;
        this.owner = owner;
    }

    /** The pair that links the owners. */
    PairId pair() {
        return owner.pair();
    }

    String field(Side side) {
        return owner.field(side);
    }

    private boolean isFiltered(Side side) {
        return owner.editable(side) != RecordFilter.ALL;
    }

    /** The records that the value refers to. */
    static Set<RecordRef> named(@Nullable FieldValue value) {
        if (value instanceof FieldValue.Reference reference) {
            return Set.of(reference.target());
        }
        return value instanceof FieldValue.References references ? references.targets() : Set.of();
    }

    /** The owners of a line of the side: as it shows them, or as it last did. */
    Set<RecordRef> of(Work work, Side side) {
        Set<RecordRef> shown = named(shown(work, side));
        return shown.isEmpty() && work.isLinked() ? remembered(work, side) : shown;
    }

    private @Nullable FieldValue shown(Work work, Side side) {
        if (!work.entries().containsKey(side)) {
            return null;
        }
        CrmRecord record = work.answer(side) instanceof ReadAnswer.Archived archived
                ? archived.record()
                : work.isFound(side) ? work.record(side) : null;
        return record == null ? null : record.fields().get(field(side));
    }

    private Set<RecordRef> remembered(Work work, Side side) {
        Set<RecordRef> all = new TreeSet<>();
        for (FieldRule rule : LinkRules.of(pair, work.link())) {
            RuleState state = work.rule(rule);
            RuleState.Unseen unseen = state.unseen();
            Values base = state.base(side);
            if (rule.fields(side).contains(field(side)) && base != null) {
                all.addAll(named(base.get(field(side))));
            } else if (rule.fields(side).contains(field(side)) && unseen != null && unseen.target() == side) {
                all.addAll(named(unseen.intended().get(field(side))));
            }
        }
        return all;
    }

    /** The records that face, or last faced, the given owners of the side. */
    Set<RecordRef> facing(Side side, Set<RecordRef> owners) {
        Set<RecordRef> facing = new TreeSet<>();
        for (Entry entry : session.entries(owner.pair(), owners)) {
            Link link = Links.last(session, entry);
            if (link != null) {
                facing.add(link.ref(side.other()));
            }
        }
        return facing;
    }

    /** Takes in what the owners' pair knows of them, and of which of them it has heard something at which it has not looked yet. */
    void learn(Collection<RecordRef> owners) {
        for (Entry entry : session.entries(owner.pair(), owners)) {
            if (entry.mark().isDue(session.now())) {
                due.add(entry.ref());
            } else if (entry.state() == EntryState.REMOVED) {
                removed.add(entry.ref());
            }
        }
    }

    /** Of the owners of the side those that have to be asked for: all that a filter looks at, else those with news. */
    Set<RecordRef> inDoubt(Side side, Set<RecordRef> owners) {
        return isFiltered(side) ? owners : withNews(owners);
    }

    /** Of the owners those that may be gone, or back, by now. */
    Set<RecordRef> withNews(Set<RecordRef> owners) {
        return owners.stream().filter(due::contains).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Asks the side's system for what decides whether the owners let their lines be written. */
    void read(Side side, Collection<RecordRef> owners) {
        Set<RecordRef> unread = new TreeSet<>(owners);
        unread.removeAll(answers.keySet());
        Set<String> fields = owner.editable(side).fields();
        answers.putAll(session.endpoint(side).read(unread, type -> fields));
    }

    /** Why the owner's lines are not written on the side now; null if they may be. */
    @Nullable
    Obstacle obstacle(Side side, RecordRef ref) {
        ReadAnswer answer = answers.get(ref);
        if (answer == null ? removed.contains(ref) : Removals.isAway(answer)) {
            return new Obstacle(GONE, ref + " is gone, and its lines went with it", ref);
        }
        RecordFilter filter = owner.editable(side);
        if (answer == null || filter == RecordFilter.ALL) {
            return null;
        }
        CrmRecord record = answer instanceof ReadAnswer.Found found
                ? found.record()
                : answer instanceof ReadAnswer.Replaced replaced ? replaced.successor() : null;
        if (record == null || !record.fields().hasAll(filter.fields())) {
            return new Obstacle(NOT_READABLE, "whether " + ref + " is editable can not be read now", ref);
        }
        return filter.accepts(record.fields())
                ? null
                : new Obstacle(NOT_EDITABLE, ref + " is editable only while: " + filter.describe(), ref);
    }

    /** Whether the owner could not be read: it may be gone or not. */
    boolean isUncertain(RecordRef ref) {
        ReadAnswer answer = answers.get(ref);
        return answer != null && Trouble.isMet(answer);
    }
}
