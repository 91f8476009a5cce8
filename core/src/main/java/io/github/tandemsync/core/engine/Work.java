package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.StateChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One piece of a round: a live link with its two entries, or a single entry. Holds what was read of it and what has become of
 * it so far; {@link #finish} says what becomes of the marks.
 */
final class Work {
    private static final Set<EntryState> FINAL = EnumSet.of(
            EntryState.EXCLUDED,
            EntryState.AMBIGUOUS,
            EntryState.SHADOWED,
            EntryState.UNLINKED,
            EntryState.REMOVED,
            EntryState.REPLACED);

    private final ObjectPair pair;
    private final Map<Side, Entry> gathered = new EnumMap<>(Side.class);
    private final Map<Side, Entry> entries = new EnumMap<>(Side.class);
    private final Map<Side, ReadAnswer> answers = new EnumMap<>(Side.class);
    private final Map<Side, Map<Stamp, FieldTrail>> trails = new EnumMap<>(Side.class);
    private final Map<Side, Stamp> looked = new EnumMap<>(Side.class);
    private final Map<Side, RecordRef> waits = new EnumMap<>(Side.class);
    private final SortedMap<String, RuleState> rules = new TreeMap<>();
    private final List<HistoryEntry> events = new ArrayList<>();
    private final Set<String> notTaken = new TreeSet<>();
    private final Set<String> doubtful = new TreeSet<>();
    private final Map<String, Map<Side, Values>> given = new TreeMap<>();
    private final SortedMap<String, String> remarks = new TreeMap<>();
    private boolean mayHaveComeBack;
    private final List<Intent> intents = new ArrayList<>();
    private @Nullable Link link;
    private @Nullable Link stored;
    private @Nullable Reason paused;
    private @Nullable Reason trouble;
    private @Nullable Instant later;
    private @Nullable Instant retry;
    private boolean notRun;
    private @Nullable SortedMap<String, RuleState> kept;
    private @Nullable HistoryEntry standstill;
    private int told;
    private boolean again;
    private boolean putOff;
    private boolean finished;
    private int sending;

    private Work(ObjectPair pair) {
        this.pair = pair;
    }

    static Work of(ObjectPair pair, Link link, Entry left, Entry right) {
        Work work = new Work(pair);
        work.link = link;
        work.stored = link;
        work.paused = link.paused();
        work.rules.putAll(link.rules());
        work.gather(left);
        work.gather(right);
        return work;
    }

    static Work of(ObjectPair pair, Entry single) {
        Work work = new Work(pair);
        work.gather(single);
        return work;
    }

    private void gather(Entry entry) {
        gathered.put(entry.side(), entry);
        entries.put(entry.side(), usual(entry, isLinked() ? EntryState.LINKED : EntryState.UNMATCHED));
    }

    /** A passing trouble is over until it is met again; a refusal stands until it is tried again. */
    private static Entry usual(Entry entry, EntryState state) {
        Reason why = entry.reason();
        boolean refused = why != null && why.code().equals(Refused.CODE);
        boolean passing = (entry.state() == EntryState.FAILING && !refused)
                || entry.state() == EntryState.SUSPENDED
                || entry.state() == EntryState.WAITING
                || (entry.state() == EntryState.LINKED && Membership.isPaused(why));
        return passing ? entry.in(state, null) : entry;
    }

    /** Whether a record in the state will have no counterpart unless somebody does something about it. */
    static boolean isFinal(@Nullable EntryState state) {
        return state != null && FINAL.contains(state);
    }

    /** Its entries as they were when the round began. */
    Collection<Entry> gathered() {
        return gathered.values();
    }

    /** Why the side was left as it was when it was last looked at; null if it was not. */
    @Nullable
    Reason trouble(Side side) {
        return Contract.known(gathered.get(side)).reason();
    }

    /** Whether the single record has something to be matched by, or had when it was last looked at. */
    boolean isOrWasMatched() {
        Entry now = only();
        return !(now.digests().isEmpty()
                && Contract.known(gathered.get(now.side())).digests().isEmpty());
    }

    ObjectPair pair() {
        return pair;
    }

    boolean isLinked() {
        return link != null;
    }

    /** The link with the rules as they now are. */
    Link link() {
        return Contract.known(link).withRules(rules).withPaused(paused);
    }

    /** The link as it was when the round began. */
    Link begun() {
        return Contract.known(link);
    }

    /** Why nothing is written to the two of the link; null if they take part. */
    @Nullable
    Reason paused() {
        return paused;
    }

    void pause(@Nullable Reason why) {
        paused = why;
    }

    /** The link as it was last stored, or is about to be. */
    Link stored() {
        return Contract.known(stored);
    }

    RuleState rule(FieldRule rule) {
        RuleState state = rules.get(rule.id());
        return state == null ? RuleState.unknown() : state;
    }

    void rule(FieldRule rule, RuleState state) {
        rules.put(rule.id(), state);
    }

    Map<Side, Entry> entries() {
        return entries;
    }

    Entry entry(Side side) {
        return Contract.known(entries.get(side));
    }

    /** The one entry of a single record. */
    Entry only() {
        return entries.values().iterator().next();
    }

    void entry(Entry entry) {
        entries.put(entry.side(), entry);
    }

    ReadAnswer answer(Side side) {
        return Contract.known(answers.get(side));
    }

    void answer(Side side, ReadAnswer answer) {
        answers.put(side, answer);
        Entry entry = entry(side);
        if (isFound(side) && entry.state() == EntryState.LINKED && RemovedByUs.is(entry)) {
            entry(entry.in(EntryState.LINKED, null)); // it came back
        }
    }

    boolean isFound(Side side) {
        return answers.get(side) instanceof ReadAnswer.Found;
    }

    /** The record as read; only where it was found. */
    CrmRecord record(Side side) {
        return ((ReadAnswer.Found) answer(side)).record();
    }

    Look look(Side side) {
        return new Look(side, record(side), state -> trail(side, since(side, state)));
    }

    /** The edits of the side after the given version, where they were asked for. */
    @Nullable
    FieldTrail trail(Side side, @Nullable Stamp after) {
        Map<Stamp, FieldTrail> known = trails.get(side);
        return after == null || known == null ? null : known.get(after);
    }

    /** After how many versions the side's edits were asked for. */
    int trails(Side side) {
        Map<Stamp, FieldTrail> known = trails.get(side);
        return known == null ? 0 : known.size();
    }

    void trail(Side side, Stamp after, FieldTrail trail) {
        trails.computeIfAbsent(side, key -> new HashMap<>()).put(after, trail);
    }

    /** The version after which the side's edits are not merged into the rule; null if nothing was ever merged. */
    @Nullable
    Stamp since(Side side, RuleState state) {
        return since(entry(side), state);
    }

    /** The same of any entry of a link with the rule. */
    static @Nullable Stamp since(Entry entry, RuleState state) {
        Stamp own = state.since(entry.side());
        return own != null ? own : entry.stamp();
    }

    /** Adds a write whose outcome is not yet known. */
    void unknown(Intent intent) {
        if (!intents.contains(intent)) {
            intents.add(intent);
        }
    }

    /** Writes of this piece whose outcome is not yet known. */
    List<Intent> intents() {
        return intents;
    }

    /** Writes of the rule were accepted several times, and the value stayed as it was. */
    void notTaken(String rule) {
        notTaken.add(rule);
    }

    boolean isNotTaken(FieldRule rule) {
        return notTaken.contains(rule.id());
    }

    /** A write of the rule got no answer, and the record moved: whether somebody undid the write can not be told. */
    void doubt(String rule) {
        doubtful.add(rule);
    }

    boolean isDoubtful(FieldRule rule) {
        return doubtful.contains(rule.id());
    }

    /** The side holds, as stored, what a person gave both sides of the rule. */
    void given(FieldRule rule, Side side, Values stored) {
        given.computeIfAbsent(rule.id(), id -> new EnumMap<>(Side.class)).put(side, stored);
    }

    /** What the side holds of what a person gave both; null if it does not hold that. */
    @Nullable
    Values given(FieldRule rule, Side side) {
        return given.getOrDefault(rule.id(), Map.of()).get(side);
    }

    /** Something to be said of the rule in a plan, and not to be remembered. */
    void remark(String rule, String what) {
        remarks.put(rule, what);
    }

    SortedMap<String, String> remarks() {
        return remarks;
    }

    /** The version up to which the side has been looked at once this piece is finished. */
    void lookedAt(Side side, Stamp stamp) {
        looked.put(side, stamp);
    }

    /** Whether a record that it waits for was linked, or lost its link, since this round began. */
    boolean isOvertaken(Session session) {
        return waits.values().stream().anyMatch(session::movedMeanwhile);
    }

    Collection<RecordRef> waits() {
        return waits.values();
    }

    void waitsFor(Side side, RecordRef parent) {
        waits.putIfAbsent(side, parent);
    }

    /** It has to be looked at once more, at once; if that does not help, later and later. */
    void lookAgain() {
        again = true;
    }

    /** Nothing is decided about it in this round. */
    void putOff() {
        again = true;
        putOff = true;
    }

    boolean isPutOff() {
        return putOff;
    }

    /** It has to be looked at again, not before the given time. */
    void lookAgainAt(Instant when, @Nullable Reason why) {
        later = later == null || when.isAfter(later) ? when : later;
        trouble = why == null ? trouble : why;
    }

    /** Something of it was refused and is tried again then, unless it is looked at before. */
    void retryAt(Instant when, Reason why) {
        retry = retry == null || when.isBefore(retry) ? when : retry;
        trouble = trouble == null ? why : trouble;
    }

    /** A write of it was turned away before it ran: it is due as it was, and nothing was attempted. */
    void notRun() {
        notRun = true;
    }

    /** It failed, and is looked at later and later. */
    void failed(Reason why) {
        again = true;
        trouble = why;
    }

    /** What is known of it so far stands, whatever is taken back later. */
    void decides() {
        kept = new TreeMap<>(rules);
        told = events.size();
    }

    /**
     * Nothing of it is written for now. What was decided since {@link #decides} is taken back as if it had not been looked at, so
     * that no edit is lost.
     *
     * @param event what a plan says of it
     * @param until it is looked at when this record's link changes, or when it is edited
     * @param next when it is looked at anyway; null: not before
     */
    void standStill(HistoryEntry event, Reason why, @Nullable RecordRef until, @Nullable Instant next) {
        SortedMap<String, RuleState> before = kept;
        if (before != null) {
            rules.clear();
            rules.putAll(before);
            events.subList(told, events.size()).clear();
            looked.clear();
            waits.clear();
        }
        standstill = event;
        again = false;
        later = next;
        retry = null;
        for (Entry entry : List.copyOf(entries.values())) {
            if (until != null) {
                waits.put(entry.side(), until);
            }
            boolean usual = entry.state() == EntryState.LINKED || entry.state() == EntryState.UNMATCHED;
            if (usual && !RemovedByUs.is(entry)) {
                entry(entry.in(isLinked() ? EntryState.FAILING : EntryState.WAITING, why));
            }
        }
    }

    /** Why nothing of it is written for now; null if that is not so. */
    @Nullable
    HistoryEntry standstill() {
        return standstill;
    }

    /** A removal of ours turned out to have run. */
    void removedByUs(Side side, Reason why) {
        entry(entry(side).in(entry(side).state(), why));
    }

    /** A removal of ours got no answer, and the record is there with another version. */
    void comesBack() {
        mayHaveComeBack = true;
    }

    boolean mayHaveComeBack() {
        return mayHaveComeBack;
    }

    boolean isRemovedByUs() {
        return entries.values().stream().anyMatch(RemovedByUs::is);
    }

    /** Something to be remembered once the piece is finished, or its writes are about to be sent. */
    void happened(HistoryEntry event) {
        events.add(event);
    }

    List<HistoryEntry> events() {
        return events;
    }

    /** Puts what happened so far into the change. */
    void tell(StateChange change) {
        for (HistoryEntry event : events) {
            if (event.open()) {
                change.settle(event.pair(), event.ref(), Contract.known(event.rule())); // it is told anew
            }
            change.record(event);
        }
        events.clear();
    }

    void sending() {
        sending++;
    }

    void sent() {
        sending--;
    }

    /** Whether none of its writes is still to be settled in this round. */
    boolean isSettled() {
        return sending == 0;
    }

    boolean isDone() {
        return !again && later == null && retry == null && !notRun;
    }

    boolean isFinished() {
        return finished;
    }

    /** Nothing more is to be done or stored about it: somebody else has. */
    void drop() {
        finished = true;
    }

    /** Ends the link: the given entries take the states that are given, with their marks cleared. */
    void end(StateChange change, Reason why, EntryState left, EntryState right) {
        entries.values().forEach(entry -> change.wake(entry.ref(), why.at()));
        Links.replace(stored(), unmerged(link()).ended(why), change);
        for (Side side : Side.values()) {
            EntryState state = side == Side.LEFT ? left : right;
            Entry entry = entry(side).in(state, why);
            entry(isFound(side) ? entry.withStamp(record(side).stamp()) : entry);
        }
        drop();
        entries.values().forEach(entry -> change.put(EntryUpdate.clear(entry)));
    }

    /** Where edits of a side were asked for, they are still to be merged, should the link be taken up again. */
    private Link unmerged(Link link) {
        Link open = link;
        for (Entry entry : entries.values()) {
            if (trail(entry.side(), entry.stamp()) != null) {
                for (String rule : link.rules().keySet()) {
                    RuleState state = open.rule(rule);
                    open = open.withRule(rule, state.sinceOn(entry.side(), since(entry, state)));
                }
            }
        }
        return open;
    }

    /** Puts link and entries as they now are into the change, with their marks as they were. */
    void keep(StateChange change) {
        keepLink(change);
        for (Entry entry : entries.values()) {
            Stamp stamp = looked.get(entry.side());
            change.put(EntryUpdate.keep(stamp == null ? entry : entry.withStamp(stamp)));
        }
    }

    /** Puts the link with its rules as they now are into the change. */
    void keepLink(StateChange change) {
        Link now = link();
        Links.replace(stored(), now, change);
        stored = now;
    }

    /** Puts link and entries as they now are into the change, with their marks cleared or put off. */
    void finish(StateChange change, Session session) {
        Instant now = session.now();
        finished = true;
        tell(change);
        if (isOvertaken(session)) {
            again = true;
        }
        if (stored != null && !(rules.equals(stored.rules()) && Objects.equals(paused, stored.paused()))) {
            keepLink(change);
        }
        for (Entry entry : entries.values()) {
            Entry last = entry.withWaitsFor(waits.get(entry.side()));
            Stamp stamp = looked.get(entry.side());
            if (isFinal(entry.state())
                    && Contract.known(gathered.get(entry.side())).state() != entry.state()) {
                change.wake(entry.ref(), now);
            }
            change.put(marked(withTrouble(stamp == null ? last : last.withStamp(stamp)), now));
        }
    }

    private Entry withTrouble(Entry entry) {
        Reason why = trouble;
        if (isDone() || why == null || RemovedByUs.is(entry)) {
            return entry;
        }
        boolean usual = entry.state() == EntryState.LINKED || entry.state() == EntryState.UNMATCHED;
        return usual ? entry.in(EntryState.FAILING, why).withWaitsFor(entry.waitsFor()) : entry;
    }

    private EntryUpdate marked(Entry entry, Instant now) {
        if (isDone()) {
            return EntryUpdate.clear(entry);
        }
        if (notRun) {
            return EntryUpdate.reschedule(entry, now, entry.mark().attempts());
        }
        Instant until = later;
        Instant tried = retry;
        if (tried != null && until == null && !again) {
            return EntryUpdate.reschedule(entry, tried, 0); // what else there was is settled
        }
        if (standstill != null && until != null && !again) {
            return EntryUpdate.reschedule(entry, until, 0); // nothing was attempted
        }
        return NextLook.attempt(entry, again, until, now);
    }
}
