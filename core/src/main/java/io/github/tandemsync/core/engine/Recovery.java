package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.FieldTrail.Author;
import io.github.tandemsync.core.connector.FieldTrail.Edit;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Unseen;
import io.github.tandemsync.core.state.StateChange;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what became of updates and removals whose answer was lost, from what the systems show. A write that left no trace
 * may still arrive: its work is put off until that can no longer happen, and nothing is written meanwhile.
 */
final class Recovery {
    private final Session session;
    private final ObjectPair pair;

    Recovery(Session session, ObjectPair pair) {
        this.session = session;
        this.pair = pair;
    }

    /** Settles what can be told. What was agreed by a write is stored with its end, whatever else becomes of the round. */
    void settle(List<Work> works, StateChange change) {
        for (Work work : works) {
            boolean told = cameBack(work, change);
            for (Intent intent : List.copyOf(work.intents())) {
                if (intent.kind() != Intent.Kind.CREATE && isTold(work, intent, change)) {
                    work.intents().remove(intent);
                    change.close(intent.id());
                    told = true;
                }
            }
            if (told && work.isLinked()) {
                work.keepLink(change);
            }
        }
    }

    /** Settles writes that were open when their record went, now that it is there again. */
    private boolean cameBack(Work work, StateChange change) {
        boolean told = false;
        for (FieldRule rule : work.isLinked() ? LinkRules.of(pair, work.link()) : List.<FieldRule>of()) {
            RuleState state = work.rule(rule);
            Unseen unseen = state.unseen();
            if (unseen != null
                    && work.isFound(unseen.target())
                    && work.look(unseen.target()).isAnswered(rule)) {
                work.rule(rule, settled(rule, state, unseen, work, change));
                told = true;
            }
        }
        return told;
    }

    private HistoryEntry cameBackOtherwise(Work work, FieldRule rule, Unseen unseen, Values now) {
        Side target = unseen.target();
        return new HistoryEntry(
                pair.id(),
                session.run(),
                Kind.CONFLICT,
                target,
                work.entry(target).ref(),
                work.entry(target.other()).ref(),
                rule.id(),
                now,
                unseen.intended(),
                "it came back with another value than it was created with, which nobody had seen",
                false,
                session.now());
    }

    private RuleState settled(FieldRule rule, RuleState state, Unseen unseen, Work work, StateChange change) {
        Side target = unseen.target();
        Values now = work.record(target).fields().only(rule.fields(target));
        FieldTrail trail = work.trail(target, work.since(target, state));
        Values stored = stored(rule, unseen, now, trail);
        if (stored == null && state.leftBase() == null) {
            change.record(cameBackOtherwise(work, rule, unseen, now));
        }
        if (stored != null) {
            RuleState agreed = target == Side.LEFT
                    ? state.advanced(stored, unseen.source())
                    : state.advanced(unseen.source(), stored);
            return agreed.withUnseen(null).since(state.leftSince(), state.rightSince());
        }
        boolean contested = !now.allEmpty() && !unseen.source().allEmpty();
        return (contested ? state.contest() : state).withUnseen(null).since(state.leftSince(), state.rightSince());
    }

    /** What our write had stored when the record went; null if it did not run, or lies on somebody's edit. */
    private static @Nullable Values stored(FieldRule rule, Unseen unseen, Values now, @Nullable FieldTrail trail) {
        boolean covers = trail != null
                && rule.fields(unseen.target()).stream().anyMatch(field -> Look.isCovering(trail.of(field)));
        if (covers) {
            return null;
        }
        if (rule.same(unseen.target(), unseen.intended(), now)) {
            return now;
        }
        Values stored = unseen.intended();
        boolean ours = false;
        for (String field : trail == null ? Set.<String>of() : rule.fields(unseen.target())) {
            Edit last = Look.lastBy(Author.OURSELVES, Contract.known(trail).of(field));
            ours |= last != null;
            stored = last == null ? stored : stored.with(field, last.value());
        }
        return ours && rule.same(unseen.target(), unseen.intended(), stored) ? stored : null;
    }

    /** The record may come back with what was written, or without. */
    private void keepInMind(Work work, Intent intent) {
        for (FieldRule rule : LinkRules.of(pair, work.link())) {
            if (intent.rules().contains(rule.id())) {
                RuleState state = work.rule(rule).withUnseen(Intents.unseen(intent, rule));
                work.rule(rule, keepingEdits(intent, state));
            }
        }
    }

    /** What was edited since the write was decided is still to be merged, whatever version the target is next seen at. */
    private RuleState keepingEdits(Intent intent, RuleState state) {
        Side target = intent.target();
        boolean known = state.since(target) != null || !historic(intent.ref(), target);
        return known ? state : state.sinceOn(target, intent.targetStamp());
    }

    private boolean isTold(Work work, Intent intent, StateChange change) {
        Entry written = work.entries().get(intent.target());
        if (written == null
                || !written.ref().equals(intent.ref())
                || (intent.kind() == Intent.Kind.UPDATE && !work.isLinked())) {
            return isPast(intent) && !isToBeSeen(intent) && isUntold(intent, change);
        }
        ReadAnswer answer = work.answer(intent.target());
        if (answer instanceof ReadAnswer.Found) {
            return intent.kind() == Intent.Kind.UPDATE ? updated(work, intent, change) : stayed(work, intent);
        }
        boolean away = answer instanceof ReadAnswer.Archived || answer instanceof ReadAnswer.Gone;
        if (away && intent.kind() == Intent.Kind.REMOVE) {
            if (historic(intent.ref(), intent.target()) && !isPast(intent)) {
                return false; // somebody else may have removed it, and bring it back before ours arrives
            }
            new Removals(session, pair).report(intent, work.trail(intent.target(), intent.targetStamp()), change);
            change.record(Links.written(session, Kind.REMOVED, intent, Contract.known(intent.ref())));
            work.removedByUs(intent.target(), RemovedByUs.why(session, intent));
        }
        if (away && intent.kind() == Intent.Kind.UPDATE) {
            keepInMind(work, intent);
        }
        return (away || answer instanceof ReadAnswer.Replaced) && isUntold(intent, change);
    }

    /** Always true. Where nothing shows whether a write ran, what it may have written over is told. */
    private boolean isUntold(Intent intent, StateChange change) {
        boolean known = change.closed().contains(intent.id()); // by the look at its other record
        if (intent.kind() == Intent.Kind.UPDATE && !known) {
            String detail = String.join(", ", intent.rules()) + "; no answer came, and nothing shows whether it ran";
            change.record(Links.written(session, Intents.kind(intent), intent, Contract.known(intent.ref()), detail));
        }
        return true;
    }

    /** The copy that was to be removed is a piece of its own, and will be looked at. */
    private boolean isToBeSeen(Intent intent) {
        return intent.kind() == Intent.Kind.REMOVE
                && Links.known(session, pair, intent.target(), Contract.known(intent.ref()))
                                .mark()
                                .due()
                        != null;
    }

    /** What was to be removed is there: the removal did not run, or somebody brought it back, which gives it a new version. */
    private boolean stayed(Work work, Intent intent) {
        boolean past = isPast(intent);
        if (past && !work.record(intent.target()).stamp().equals(intent.targetStamp())) {
            work.comesBack();
        }
        return past;
    }

    /** A rule whose write did not run, or lies beside somebody's edit. */
    private RuleState undone(Work work, Intent intent, FieldRule rule, @Nullable FieldTrail trail) {
        Side target = intent.target();
        RuleState state = work.rule(rule);
        if (trail != null && work.since(target, state) == null) {
            state = state.sinceOn(target, intent.targetStamp());
        }
        if (state.leftBase() != null) {
            if (trail == null && (isAsBefore(work, intent, rule) || isTakenBack(work, intent, rule, state))) {
                work.doubt(rule.id());
            }
            return state;
        }
        boolean held = !intent.targetValues().only(rule.fields(target)).allEmpty();
        boolean gave = !intent.sourceValues().only(rule.fields(target.other())).allEmpty();
        if (gave && held) {
            return state.contest();
        }
        if (trail == null) {
            work.doubt(rule.id());
        }
        return state;
    }

    /** Written and put back since, or never written, while the record was edited elsewhere: without a history both look alike. */
    private static boolean isAsBefore(Work work, Intent intent, FieldRule rule) {
        Side target = intent.target();
        Values before = intent.targetValues().only(rule.fields(target));
        return rule.same(target, before, work.record(target).fields().only(rule.fields(target)));
    }

    /** What the write was to carry was taken back at its source: an edit, if the write ran, and none if it did not. */
    private static boolean isTakenBack(Work work, Intent intent, FieldRule rule, RuleState state) {
        Side source = intent.target().other();
        Values base = state.base(source);
        if (base == null || !work.isFound(source)) {
            return false;
        }
        Values now = work.record(source).fields().only(rule.fields(source));
        return rule.same(source, base, now)
                && !rule.same(source, intent.sourceValues().only(rule.fields(source)), now);
    }

    private boolean isPast(Intent intent) {
        return !Intents.latest(session.settings(), intent).isAfter(session.now());
    }

    private boolean updated(Work work, Intent intent, StateChange change) {
        Side target = intent.target();
        FieldTrail trail = traced(work, intent);
        boolean ran = trail == null
                ? !work.record(target).stamp().equals(intent.targetStamp())
                : intent.intended().names().stream()
                        .anyMatch(field -> Look.lastBy(Author.OURSELVES, trail.of(field)) != null);
        if (!ran) {
            return isPast(intent) && hasNoEffect(work, intent);
        }
        if (trail == null
                && LinkRules.of(pair, work.link()).stream()
                        .anyMatch(rule -> intent.rules().contains(rule.id())
                                && !work.look(target).isAnswered(rule))) {
            return false;
        }
        boolean ours = false;
        boolean seen = false;
        for (FieldRule rule : LinkRules.of(pair, work.link())) {
            if (intent.rules().contains(rule.id())) {
                Values stored = trail == null ? stored(work, intent, rule) : written(intent, rule, trail);
                ours |= stored != null;
                if (stored != null) {
                    work.rule(rule, advanced(work, intent, rule, stored));
                } else {
                    work.rule(rule, undone(work, intent, rule, trail));
                }
            } else if (trail != null && isGiven(work, intent, rule, trail)) {
                work.rule(
                        rule,
                        work.rule(rule).sinceOn(target, work.record(target).stamp()));
            } else {
                seen |= trail == null && holdsGiven(work, intent, rule);
            }
        }
        if (ours || seen || trail != null) {
            change.record(Links.written(session, Intents.kind(intent), intent, Contract.known(intent.ref())));
            return ours || hasNoEffect(work, intent);
        }
        boolean clears = Intents.kind(intent) == Kind.CLEARED; // which the guard counts
        return (!clears || isUntold(intent, change)) && hasNoEffect(work, intent);
    }

    /** Whether the write was a person's word about a conflict, and nobody edited since: it counts as what the side's people want. */
    private static boolean isGiven(Work work, Intent intent, FieldRule rule, FieldTrail trail) {
        Side target = intent.target();
        Values given = intent.intended().only(rule.fields(target));
        return work.rule(rule).isDisputed()
                && !given.isEmpty()
                && given.names().stream().allMatch(field -> {
                    List<Edit> edits = trail.of(field);
                    Edit last = edits.isEmpty() ? null : edits.get(edits.size() - 1);
                    Edit users = Look.lastBy(Author.SOMEBODY, edits);
                    return last != null
                            && last.author() == Author.OURSELVES
                            && (users == null || !users.value().equals(last.value()));
                });
    }

    /** Whether a value that a person gave both sides is there: the write is told, and both sides settle the rule together. */
    private static boolean holdsGiven(Work work, Intent intent, FieldRule rule) {
        Values given = intent.intended().only(rule.fields(intent.target()));
        return !given.isEmpty() && stored(work, intent, rule) != null;
    }

    /**
     * The history since the write was decided. A field without one, such as a reference, that holds what was meant is taken for
     * written by us: else our own write would be merged as somebody's edit.
     */
    private @Nullable FieldTrail traced(Work work, Intent intent) {
        Side target = intent.target();
        FieldTrail trail = work.trail(target, intent.targetStamp());
        SortedMap<String, List<Edit>> edits = new TreeMap<>(trail == null ? Map.of() : trail.edits());
        if (historic(intent.ref(), target)) {
            for (String field : intent.intended().names()) {
                FieldValue wanted = intent.intended().orEmpty(field);
                boolean holds = wanted.equals(work.record(target).fields().get(field));
                boolean silent = edits.getOrDefault(field, List.of()).isEmpty();
                if (holds && silent && !wanted.equals(intent.targetValues().get(field))) {
                    edits.put(field, List.of(new Edit(wanted, session.now(), Author.OURSELVES)));
                }
            }
        }
        return edits.isEmpty() ? trail : new FieldTrail(Contract.known(intent.ref()), edits);
    }

    /** Always true. A value that was sent again and again and never taken is not sent any more. */
    private boolean hasNoEffect(Work work, Intent intent) {
        if (work.entry(intent.target()).mark().attempts() >= Intents.STUBBORN) {
            for (FieldRule rule : LinkRules.of(pair, work.link())) {
                if (!intent.intended().only(rule.fields(intent.target())).isEmpty()) {
                    work.notTaken(rule.id());
                }
            }
        }
        return true;
    }

    /** Without a history: the value now, if it is the one intended; null if it is the one before, or somebody's. */
    private static @Nullable Values stored(Work work, Intent intent, FieldRule rule) {
        Side target = intent.target();
        Values now = work.record(target).fields().only(rule.fields(target));
        return rule.same(target, Intents.intended(intent, rule), now) ? now : null;
    }

    /**
     * With a history: what our write stored; null if it lies on top of a user's edit that it did not know, or if the last write of
     * ours is another, late one.
     */
    private static @Nullable Values written(Intent intent, FieldRule rule, FieldTrail trail) {
        Side target = intent.target();
        if (MixedParts.arose(rule, target, trail)) {
            return null;
        }
        Values stored = intent.targetValues().only(rule.fields(target));
        for (String field : intent.intended().only(rule.fields(target)).names()) {
            List<Edit> edits = trail.of(field);
            Edit last = Look.lastBy(Author.OURSELVES, edits);
            if (last == null || Look.isCovering(edits)) {
                return null;
            }
            stored = stored.with(field, last.value());
        }
        return rule.same(target, Intents.intended(intent, rule), stored) ? stored : null;
    }

    /** The base pair of a write that is known to have run: the source's from before the write, never a fresh reading. */
    private RuleState advanced(Work work, Intent intent, FieldRule rule, Values stored) {
        Side target = intent.target();
        Values source = intent.sourceValues().only(rule.fields(target.other()));
        RuleState state = work.rule(rule);
        boolean left = target == Side.LEFT;
        return state.advanced(left ? stored : source, left ? source : stored)
                .since(
                        historic(left ? intent.ref() : intent.source(), Side.LEFT)
                                ? left ? intent.targetStamp() : intent.sourceStamp()
                                : null,
                        historic(left ? intent.source() : intent.ref(), Side.RIGHT)
                                ? left ? intent.sourceStamp() : intent.targetStamp()
                                : null);
    }

    private boolean historic(@Nullable RecordRef ref, Side side) {
        return ref != null && session.endpoint(side).needsHistory(ref.type());
    }
}
