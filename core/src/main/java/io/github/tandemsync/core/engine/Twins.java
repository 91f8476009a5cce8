package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.MatchRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Several;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.Reason;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Several records of one side with the same match text, of which the oldest is to be linked: tells their ages, and what becomes of
 * the others. One of those keeps the one digest by which it was found, for as long as it is shadowed: with another it is a record of
 * its own.
 */
final class Twins {
    /** The reason of a record of which an older one is linked. */
    static final String CODE = "twin";

    private static final Comparator<String> BY_ID =
            Comparator.comparing(Twins::length).thenComparing(Comparator.naturalOrder());
    private static final Comparator<Age> BY_AGE = Comparator.comparing(
                    Age::created, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
            .thenComparing(age -> age.ref().id(), BY_ID)
            .thenComparing(Age::ref);

    private final Session session;
    private final ObjectPair pair;
    private final Map<RecordRef, Age> ages = new HashMap<>();
    private final Set<RecordRef> heirs = new HashSet<>();

    private record Age(RecordRef ref, @Nullable Instant created) {}

    Twins(Session session, ObjectPair pair) {
        this.session = session;
        this.pair = pair;
    }

    static boolean areSettled(ObjectPair pair) {
        return pair.several() == Several.OLDEST;
    }

    /** Ids that are numbers count by their size; others come before, as texts. */
    private static int length(String id) {
        return id.chars().allMatch(c -> c >= '0' && c <= '9') ? id.length() : 0;
    }

    void know(CrmRecord record) {
        ages.put(record.ref(), new Age(record.ref(), record.created()));
        if (!record.lineage().predecessors().isEmpty()) {
            heirs.add(record.ref());
        }
    }

    /** Asks for the ages of those that are not known yet. */
    void ask(Side side, Collection<RecordRef> refs) {
        List<RecordRef> unknown =
                refs.stream().filter(ref -> !ages.containsKey(ref)).toList();
        session.endpoint(side).read(unknown, type -> pair.matchFields(side)).forEach((ref, answer) -> {
            if (answer instanceof ReadAnswer.Found found && found.record().ref().equals(ref)) {
                know(found.record());
            }
        });
    }

    /** Whether the record was there when its age was asked for. */
    boolean isKnown(RecordRef ref) {
        return ages.containsKey(ref);
    }

    /** Whether it took over others, of which nobody may have heard, when its age was asked for. */
    boolean tookOver(RecordRef ref) {
        return heirs.contains(ref);
    }

    /** The oldest; all of them are known, and there is at least one. */
    RecordRef oldest(Collection<RecordRef> refs) {
        return refs.stream()
                .map(ref -> Contract.known(ages.get(ref)))
                .min(BY_AGE)
                .orElseThrow()
                .ref();
    }

    Entry oldestOf(Collection<Entry> entries) {
        RecordRef oldest = oldest(entries.stream().map(Entry::ref).toList());
        return entries.stream()
                .filter(entry -> entry.ref().equals(oldest))
                .findFirst()
                .orElseThrow();
    }

    void forgetAll() {
        ages.clear();
        heirs.clear();
    }

    void forget(Collection<RecordRef> refs) {
        refs.forEach(ages::remove);
    }

    /** What a person is told of one that is not the oldest. */
    static String detail(MatchRule rule, RecordRef oldest, RecordRef other) {
        return "by rule " + rule.id() + " it is the same as " + oldest + ", which came first and is linked with "
                + other
                + "; merge the two, or change what the rule compares in this one, which then is a record of its own";
    }

    static Entry shadowed(Session session, Entry entry, MatchRule rule, String detail) {
        SortedMap<String, String> shared = new TreeMap<>();
        String digest = entry.digests().get(rule.id());
        if (digest != null) {
            shared.put(rule.id(), digest);
        }
        return entry.in(EntryState.SHADOWED, session.reason(CODE, detail)).withDigests(shared);
    }

    /** Whether it is left alone because an older one is linked. */
    static boolean isShadowed(Entry entry) {
        Reason why = entry.reason();
        return entry.state() == EntryState.SHADOWED && why != null && why.code().equals(CODE);
    }

    /** Whether it still has what it was found by. One whose digests are forgotten has. */
    static boolean isStillOne(Entry shadowed, SortedMap<String, String> digests) {
        return digests.entrySet().containsAll(shadowed.digests().entrySet());
    }

    /** By the match rules as they now are, which let none of them go. */
    static Entry renewed(Entry shadowed, SortedMap<String, String> digests) {
        SortedMap<String, String> shared = new TreeMap<>(digests);
        shared.keySet().retainAll(shadowed.digests().keySet());
        return shadowed.withDigests(shared);
    }
}
