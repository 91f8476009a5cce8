package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import io.github.tandemsync.core.state.StateChange;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The switches and states of a runner's pairs. Safe for several threads; what changes a state waits for a run to end. */
public final class Pairs {
    private final Settings settings;
    private final Consumer<Consumer<Session>> underLease;

    Pairs(Settings settings, Consumer<Consumer<Session>> underLease) {
        this.settings = settings;
        this.underLease = underLease;
    }

    /** The pairs that the runner was built with, in their order. */
    public List<PairId> ids() {
        return settings.pairs().stream().map(ObjectPair::id).toList();
    }

    /** Lets the pair take part in runs from now on. What it knew when it was disabled is still known. */
    public void enable(String pair) {
        change(pair, state -> state.enabled(true));
    }

    /** Keeps the pair out of runs. Entries, links, bases and cursors are kept. */
    public void disable(String pair) {
        change(pair, state -> state.enabled(false));
    }

    /**
     * Takes the mapped fields as they now are. A pair whose field is gone, or of another kind than when the mapping was first used,
     * is left out of runs until then.
     */
    public void acceptSchema(String pair) {
        change(pair, SchemaWatch::accepting);
    }

    /** Lets so many more removals and emptied fields through, within 24 hours, than the guard would. */
    public void consentToRemovals(String pair, int more) {
        change(pair, state -> Guard.consenting(state, more, settings.clock().instant()));
    }

    /**
     * Lets a frozen rule of a linked record sync again: what was edited meanwhile is merged at the next run. A rule is frozen when
     * a side keeps returning to a value that was overwritten; see to it first that whoever does so stops.
     *
     * @param pair the pair's name
     * @param record one of the link's two records
     * @param rule the rule's id, as explanations show it
     * @return false if the rule is not frozen
     * @throws IllegalArgumentException if the pair does not know the record, or it is not linked
     */
    public boolean thaw(String pair, RecordRef record, String rule) {
        PairId id = known(pair);
        AtomicBoolean thawed = new AtomicBoolean();
        underLease.accept(session -> {
            Link link = session.entries(id, List.of(record)).stream()
                    .map(entry -> Links.live(session, entry))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            record + " is not linked in " + id + "; explain(..) says what is known of it"));
            RuleState state = link.rule(rule);
            if (state.status() == Status.FROZEN) {
                StateChange change = new StateChange().put(link.withRule(rule, state.thawed()));
                session.entries(id, List.of(link.ref(Side.LEFT), link.ref(Side.RIGHT)))
                        .forEach(entry -> change.put(EntryUpdate.raise(entry, session.now())));
                session.commit(change);
                thawed.set(true);
            }
        });
        return thawed.get();
    }

    /** Whether the pair takes part in runs, and how far it has come. */
    public PairState state(String pair) {
        return settings.store().connection(settings.connection()).pair(known(pair));
    }

    /** How many of the pair's records are in each state, both sides together. */
    public Map<EntryState, Long> counts(String pair) {
        return settings.store().count(settings.connection(), known(pair));
    }

    private void change(String pair, UnaryOperator<PairState> change) {
        PairId id = known(pair);
        underLease.accept(session -> {
            PairState before = session.pair(id);
            PairState after = change.apply(before);
            if (!after.equals(before)) {
                session.commit(new StateChange().pair(id, after));
            }
        });
    }

    PairId known(String pair) {
        PairId id = new PairId(pair);
        if (!ids().contains(id)) {
            throw new IllegalArgumentException("This runner has no pair " + id + "; it was built with " + ids());
        }
        return id;
    }
}
