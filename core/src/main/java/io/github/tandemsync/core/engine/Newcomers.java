package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.MatchRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.StateChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds counterparts for new records of a live pair, by the store's digests and never by a remote search; what has none is
 * created on the other side. The digests of every newcomer of the round are in the store before the first is matched.
 */
final class Newcomers {
    private static final Duration UNTIL_TWIN_IS_ASKED_AGAIN = Duration.ofHours(24);

    private final Session session;
    private final ObjectPair pair;
    private final StateChange change;
    private final boolean patient;
    private final Predicate<Work> held;
    private final Map<RecordRef, Work> open = new TreeMap<>();
    private final Map<RecordRef, String> doubtful = new HashMap<>();
    private final Map<RecordRef, RecordRef> facingOut = new HashMap<>();
    private final Set<RecordRef> waiting = new TreeSet<>();
    private final Set<String> blocked = new TreeSet<>();
    private final Set<RecordRef> busy = new TreeSet<>();
    private final Set<Arrival> arriving = new HashSet<>();
    private final ForgottenCopies forgotten;
    private final Twins twins;
    private final LeftBehind behind;
    private final MadeAnew anew;
    private final Creates creates;

    /** A match text that is found in the next round, and whose newcomers of the side wait until then. */
    private record Arrival(Side side, String rule, String digest) {}

    /**
     * @param works everything of the round: what is not a newcomer is not to be linked in it
     * @param patient whether a record may wait for its parent
     * @param held settles a record that has no counterpart and is not to be created yet
     */
    Newcomers(
            Session session,
            ObjectPair pair,
            List<Work> works,
            StateChange change,
            boolean patient,
            Predicate<Work> held) {
        this.session = session;
        this.pair = pair;
        this.change = change;
        this.patient = patient;
        this.held = held;
        this.forgotten = new ForgottenCopies(session, pair, works, change);
        this.twins = new Twins(session, pair);
        this.behind = new LeftBehind(session, pair);
        this.anew = new MadeAnew(session, behind);
        this.creates = new Creates(session, pair);
        for (Work work : works) {
            for (Entry entry : work.entries().values()) {
                busy.add(entry.ref());
            }
            work.entries().values().forEach(entry -> behind.saw(entry.ref(), work.answer(entry.side())));
            if (work.isFinished() && !work.isLinked()) {
                expect(work.only(), work.answer(work.only().side()));
            } else if (work.isFinished()) {
                work.entries().values().forEach(this::expectLeftBehind);
            } else if (!work.isLinked()
                    && LeftBehind.is(work.only())
                    && work.isFound(work.only().side())) {
                expect(work.only().side().other(), work.only().digests()); // they may be new
            }
        }
    }

    /** It took over others in this round, and is a newcomer, or what was left behind, in the next. */
    private void expect(Entry entry, @Nullable ReadAnswer answer) {
        CrmRecord record = shown(answer);
        EntryUpdate settled = record == null ? null : change.entry(pair.id(), record.ref());
        if (record != null
                && settled != null
                && settled.mark() instanceof EntryUpdate.Raise
                && mayBeFound(settled.entry())) {
            expect(entry.side(), record);
        }
    }

    private void expect(Side side, CrmRecord record) {
        try {
            Map<String, String> digests = session.digests().match(pair, side, record.fields());
            expect(Side.LEFT, digests);
            expect(Side.RIGHT, digests);
        } catch (RuleFault fault) {
            return; // its own look says so
        }
    }

    /** The record, or the one that took it over. */
    private static @Nullable CrmRecord shown(@Nullable ReadAnswer answer) {
        return answer instanceof ReadAnswer.Found found
                ? found.record()
                : answer instanceof ReadAnswer.Replaced replaced ? replaced.successor() : null;
    }

    private static boolean mayBeFound(Entry entry) {
        return (entry.link() == null && entry.state() != EntryState.REPLACED) || LeftBehind.is(entry);
    }

    /** Its counterpart is gone since this round, and a newcomer may be the same thing, made anew. */
    private void expectLeftBehind(Entry entry) {
        EntryUpdate settled = change.entry(pair.id(), entry.ref());
        if (settled != null && LeftBehind.is(settled.entry())) {
            expect(entry.side().other(), settled.entry().digests());
        }
    }

    private void expect(Side side, Map<String, String> digests) {
        digests.forEach((rule, digest) -> arriving.add(new Arrival(side, rule, digest)));
    }

    /** The creates to be sent; what was linked or set aside on the way is settled. */
    List<Proposal> decide(List<Work> newcomers, ReferenceResolver references) {
        newcomers.forEach(work -> open.put(work.only().ref(), work));
        forgotten.settle(open);
        pair.matchRules().forEach(rule -> match(rule, false));
        if (Twins.areSettled(pair) && !doubtful.isEmpty()) {
            open.values().forEach(work -> twins.know(work.record(work.only().side())));
            pair.matchRules().forEach(rule -> match(rule, true));
        }
        anew.look(open.values().stream().filter(this::isCopied).toList());
        List<Proposal> proposals = new ArrayList<>();
        for (Work work : open.values()) {
            Entry entry = work.only();
            String doubt = doubtful.get(entry.ref());
            if (facesArriving(entry)) {
                work.lookAgain();
            } else if (waiting.contains(entry.ref())) {
                work.failed(whyItWaits(entry));
            } else if (doubt != null) {
                Reason known = work.trouble(entry.side());
                if (known == null || !known.detail().equals(doubt)) {
                    change.record(session.event(Kind.AMBIGUOUS, entry, null, doubt));
                }
                work.entry(entry.in(EntryState.AMBIGUOUS, session.reason(Parked.CODE, doubt)));
            } else if (isCopied(work)
                    && !isMadeByAnotherSync(work)
                    && !held.test(work)
                    && !anew.putsOff(work, change)
                    && !isPutOff(work, references)) {
                Proposal create = creates.propose(work, references);
                if (create != null) {
                    proposals.add(create);
                }
            }
        }
        return proposals;
    }

    /** A create of its own that has been settled in this round counts until that is stored. */
    private Reason whyItWaits(Entry entry) {
        return session.intents(pair.id(), entry.ref()).isEmpty()
                ? session.reason("twin-busy", "a record that may be the same can not be told or linked now")
                : session.reason(Intents.WRITE_UNKNOWN, "its last create has not arrived, and is made anew");
    }

    /** Whether the pair makes counterparts of such records. */
    private boolean isCopied(Work work) {
        return NextSteps.isCopied(work.only(), pair);
    }

    private boolean isMadeByAnotherSync(Work work) {
        SecondWriter others = new SecondWriter(session, pair);
        Side side = work.only().side();
        CreateKey key = others.foreignKey(side, work.record(side));
        if (key != null) {
            others.setAside(work, key, change);
        }
        return key != null;
    }

    private boolean facesArriving(Entry entry) {
        return entry.digests().entrySet().stream()
                .anyMatch(digest -> arriving.contains(new Arrival(entry.side(), digest.getKey(), digest.getValue())));
    }

    private boolean isPutOff(Work work, ReferenceResolver references) {
        RecordRef twin = facingOut.get(work.only().ref());
        if (twin == null) {
            return patient && awaitsParent(work, references);
        }
        if (busy.contains(twin)) {
            work.lookAgain(); // it is being looked at
        } else {
            Reason why = session.reason(Membership.CODE, twin + ", which may be the same, is out");
            work.lookAgainAt(session.now().plus(UNTIL_TWIN_IS_ASKED_AGAIN), why);
        }
        return true;
    }

    /** A record whose parent is linked, or created, in this round is better created in the next; but it is put off only once. */
    private boolean awaitsParent(Work work, ReferenceResolver references) {
        Entry entry = work.only();
        Values values = work.record(entry.side()).fields();
        Variant variant = Routing.of(pair, entry.side(), entry.ref().type(), values);
        for (FieldRule rule :
                variant != null && entry.mark().attempts() == 0 ? variant.rules() : List.<FieldRule>of()) {
            Values own = values.only(rule.fields(entry.side()));
            if (rule.direction().writes(entry.side().other())
                    && own.hasAll(rule.fields(entry.side()))
                    && rule.translate(entry.side(), own, references) instanceof Translation.Waiting waiting
                    && !waiting.parent().equals(entry.ref())
                    && (open.containsKey(waiting.parent()) || session.movedMeanwhile(waiting.parent()))) {
                work.lookAgain();
                return true;
            }
        }
        return false;
    }

    /** @param last whether the oldest of several are linked */
    private void match(MatchRule rule, boolean last) {
        Map<String, List<Entry>> left = candidates(rule, Side.LEFT);
        Map<String, List<Entry>> right = candidates(rule, Side.RIGHT);
        lookBehind(rule, Side.LEFT, left, right);
        lookBehind(rule, Side.RIGHT, right, left);
        if (last) {
            askAges(Side.LEFT, left, right);
            askAges(Side.RIGHT, right, left);
        }
        putOff(rule, blocked);
        blocked.clear();
        left.forEach((digest, own) -> {
            List<Entry> others = right.getOrDefault(digest, List.of());
            if (blocks(own) || blocks(others)) {
                return;
            }
            if (own.size() == 1 && others.size() == 1) {
                join(own.get(0), others.get(0), rule);
            } else if (!others.isEmpty() && !(last && linkOldest(own, others, rule))) {
                doubt(rule, own, others);
                doubt(rule, others, own);
            }
        });
    }

    /** Those that were left behind are asked whether they are there, and still match. */
    private void lookBehind(MatchRule rule, Side side, Map<String, List<Entry>> own, Map<String, List<Entry>> others) {
        Map<String, List<Entry>> faced = new TreeMap<>();
        own.forEach((digest, entries) -> {
            List<Entry> left = entries.stream().filter(LeftBehind::is).toList();
            if (!left.isEmpty() && others.containsKey(digest)) {
                faced.put(digest, left);
            }
        });
        behind.look(
                side,
                faced.values().stream().flatMap(List::stream).map(Entry::ref).toList());
        Map<String, RecordRef> out = new TreeMap<>();
        faced.forEach((digest, entries) -> entries.forEach(entry -> {
            LeftBehind.Verdict verdict = behind.verdict(entry, rule, digest);
            if (verdict == LeftBehind.Verdict.FREE) {
                return;
            }
            Contract.known(own.get(digest)).remove(entry);
            if (verdict == LeftBehind.Verdict.OUT) {
                out.putIfAbsent(digest, entry.ref());
            } else {
                change.put(EntryUpdate.raise(entry, session.now()));
            }
            if (verdict == LeftBehind.Verdict.UNKNOWN) {
                blocked.add(digest);
            }
        }));
        own.values().removeIf(List::isEmpty);
        face(rule, side.other(), out);
    }

    private void askAges(Side side, Map<String, List<Entry>> own, Map<String, List<Entry>> others) {
        List<RecordRef> several = new ArrayList<>();
        own.forEach((digest, entries) -> {
            int facing = others.getOrDefault(digest, List.of()).size();
            if (facing > 0 && entries.size() + facing > 2) {
                entries.forEach(entry -> several.add(entry.ref()));
            }
        });
        twins.ask(side, several);
    }

    /** False if the two can not face each other. While one can not be read, nobody can tell which is the oldest. */
    private boolean linkOldest(List<Entry> left, List<Entry> right, MatchRule rule) {
        if (isHidden(left) | isHidden(right)) {
            Stream.of(left, right)
                    .flatMap(List::stream)
                    .map(Entry::ref)
                    .filter(open::containsKey)
                    .forEach(waiting::add);
            return true;
        }
        Entry one = twins.oldestOf(left);
        Entry other = twins.oldestOf(right);
        if (pair.variant(one.ref().type(), other.ref().type()) == null) {
            return false;
        }
        left.forEach(entry -> shadow(entry, one, other, rule));
        right.forEach(entry -> shadow(entry, other, one, rule));
        join(one, other, rule.id());
        return true;
    }

    /** Whether one of them can not be read; it is looked at. */
    private boolean isHidden(List<Entry> entries) {
        boolean hidden = false;
        for (Entry entry : entries) {
            if (!twins.isKnown(entry.ref())) {
                change.put(EntryUpdate.raise(entry, session.now()));
                hidden = true;
            }
        }
        return hidden;
    }

    private void shadow(Entry entry, Entry oldest, Entry faced, MatchRule rule) {
        if (entry.ref().equals(oldest.ref()) || LeftBehind.is(entry)) {
            return;
        }
        Work work = open.remove(entry.ref());
        String detail = Twins.detail(rule, oldest.ref(), faced.ref());
        Entry shadowed = Twins.shadowed(session, work == null ? entry : work.only(), rule, detail);
        if (work == null) {
            change.put(EntryUpdate.keep(shadowed));
        } else {
            work.drop();
            change.put(EntryUpdate.clear(
                    shadowed.withStamp(work.record(entry.side()).stamp())));
        }
        change.wake(entry.ref(), session.now());
        change.record(session.event(Kind.SHADOWED, entry, oldest.ref(), detail));
    }

    private void doubt(MatchRule rule, List<Entry> own, List<Entry> others) {
        String detail = Matching.several(
                rule, own.size(), others.stream().map(Entry::ref).toList());
        own.forEach(entry -> doubtful.put(entry.ref(), detail));
    }

    private void putOff(MatchRule rule, Set<String> digests) {
        for (Work work : open.values()) {
            Entry entry = work.only();
            String digest = entry.digests().get(rule.id());
            if (digest != null && digests.contains(digest)) {
                waiting.add(entry.ref());
            }
        }
    }

    private boolean blocks(List<Entry> entries) {
        return entries.stream().anyMatch(entry -> waiting.contains(entry.ref()));
    }

    /** The side's unmatched records that share a digest with a newcomer, newcomers included. */
    private SortedMap<String, List<Entry>> candidates(MatchRule rule, Side side) {
        Set<String> digests = new TreeSet<>();
        for (Work work : open.values()) {
            String digest = work.only().digests().get(rule.id());
            if (digest != null) {
                digests.add(digest);
            }
        }
        SortedMap<String, List<Entry>> found = new TreeMap<>();
        Map<String, RecordRef> out = new TreeMap<>();
        for (List<String> batch : Batches.of(digests, Batches.STORE)) {
            for (Entry entry : session.store()
                    .entries(new EntryQuery.ByDigest(
                            session.settings().connection(), pair.id(), side, rule.id(), batch))) {
                String digest = Contract.known(entry.digests().get(rule.id()));
                if (!isCandidate(entry) && isInTheWay(entry)) {
                    blocked.add(digest);
                } else if (Membership.isKeptOut(entry)) {
                    out.putIfAbsent(digest, entry.ref());
                } else if (isCandidate(entry)) {
                    found.computeIfAbsent(digest, key -> new ArrayList<>()).add(entry);
                } else {
                    anew.add(rule.id(), digest, entry);
                }
            }
        }
        face(rule, side.other(), out);
        return found;
    }

    /** What is out is not matched; nor is what may be the same made anew beside it. */
    private void face(MatchRule rule, Side side, Map<String, RecordRef> out) {
        for (Work work : out.isEmpty() ? List.<Work>of() : open.values()) {
            String digest = work.only().digests().get(rule.id());
            RecordRef twin = digest == null || work.only().side() != side ? null : out.get(digest);
            if (twin != null) {
                facingOut.putIfAbsent(work.only().ref(), twin);
            }
        }
    }

    private boolean isCandidate(Entry entry) {
        boolean single = Parked.isCandidate(entry) && entry.state() != EntryState.SUSPENDED;
        return (open.containsKey(entry.ref())
                        || (single
                                && !busy.contains(entry.ref())
                                && !Membership.isUnknown(entry.reason())
                                && !isCopyToBeLookedAt(entry)))
                && change.entry(pair.id(), entry.ref()) == null
                && session.intents(pair.id(), entry.ref()).isEmpty();
    }

    /** It was seen with a key of ours, and whose copy it is, if it is ours, is told by a look of its own in a later round. */
    private boolean isCopyToBeLookedAt(Entry entry) {
        CreateKey key = entry.key();
        return key != null
                && entry.mark().isDue(session.now())
                && !key.equals(session.keys().derive(pair.id(), entry.ref(), entry.generation()));
    }

    /** May be the same thing, but can not be told or linked now: hidden, a copy of ours maybe, or with a create under way. */
    private boolean isInTheWay(Entry entry) {
        return Parked.isCandidate(entry) && change.entry(pair.id(), entry.ref()) == null;
    }

    private void join(Entry left, Entry right, MatchRule rule) {
        boolean both = LeftBehind.is(left) && LeftBehind.is(right); // nobody made one of the two anew
        if (!both && pair.variant(left.ref().type(), right.ref().type()) != null) {
            join(left, right, rule.id());
        }
    }

    private void join(Entry one, Entry other, String why) {
        for (Entry entry : List.of(one, other)) {
            Work work = open.remove(entry.ref());
            if (work != null) {
                work.drop();
            }
        }
        Links.join(session, change, one, other, behind.known(Links.between(one, other)), why);
    }
}
