package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.FieldTrail.Author;
import io.github.tandemsync.core.connector.FieldTrail.Edit;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.engine.MergeCase.Base;
import io.github.tandemsync.core.engine.MergeCase.Outcome;
import io.github.tandemsync.core.engine.MergeCase.Policy;
import io.github.tandemsync.core.engine.MergeCase.Sent;
import io.github.tandemsync.core.engine.MergeCase.Standing;
import io.github.tandemsync.core.engine.MergeCase.Step;
import io.github.tandemsync.core.engine.MergeCase.Told;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule.Drift;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import io.github.tandemsync.core.state.StateChange;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts a case before the engine's merge, and says what it made of it. */
final class MergeBench {
    private static final Stamp MERGED = new Stamp("1");
    private static final Stamp READ = new Stamp("2");

    private final TextRule rule;
    private final EngineFixture engine;

    /**
     * @param left whether the left side keeps a history in place of conditional writes
     * @param right whether the right side does
     */
    MergeBench(Direction direction, Policy policy, Drift drift, MergeCase.Form form, boolean left, boolean right) {
        rule = new TextRule("name", direction, resolver(policy), drift, form);
        engine = new EngineFixture(
                ObjectPair.builder("company-account")
                        .variant(new Variant(EngineFixture.COMPANIES, EngineFixture.ACCOUNTS, List.of(rule)))
                        .build(),
                system("hubspot", left),
                system("dynamics", right));
    }

    private static ShelfConnector system(String name, boolean historic) {
        ShelfConnector system = new ShelfConnector(name);
        if (historic) {
            system.hasHistory();
        }
        return system;
    }

    private static ConflictResolver resolver(Policy policy) {
        return switch (policy) {
            case LEFT -> ConflictResolver.PREFER_LEFT;
            case RIGHT -> ConflictResolver.PREFER_RIGHT;
            case MANUAL -> ConflictResolver.MANUAL;
            case MOST_RECENT -> ConflictResolver.MOST_RECENT;
            case BROKEN ->
                conflict -> {
                    throw new IllegalStateException("a resolver of a user's own");
                };
        };
    }

    Outcome outcome(MergeCase c) {
        Link link = Link.between(EngineFixture.PAIR, EngineFixture.COMPANY, EngineFixture.ACCOUNT)
                .withRule(rule.id(), state(c));
        Work work = Work.of(engine.pair, link, entry(Side.LEFT, link), entry(Side.RIGHT, link));
        show(work, c, Side.LEFT);
        show(work, c, Side.RIGHT);
        List<Proposal> proposals =
                new Merge(engine.session, work, new References(List.of(engine.pair)), Wishes.NONE).decide();
        boolean again = !work.isDone();
        StateChange change = new StateChange();
        work.finish(change, engine.session);
        RuleState after = work.link().rule(rule.id());
        return new Outcome(
                after.status(),
                base(after),
                sent(proposals),
                told(change.history()),
                again,
                isOpen(c, Side.LEFT, after, change),
                isOpen(c, Side.RIGHT, after, change));
    }

    private static RecordRef ref(Side side) {
        return side == Side.LEFT ? EngineFixture.COMPANY : EngineFixture.ACCOUNT;
    }

    private static Entry entry(Side side, Link link) {
        return Entry.unmatched(EngineFixture.PAIR, side, ref(side))
                .in(EntryState.LINKED, null)
                .withLink(link.id())
                .withStamp(MERGED);
    }

    private RuleState state(MergeCase c) {
        Base base = c.base();
        RuleState state = base == null
                ? RuleState.unknown()
                : RuleState.agreed(rule.values(Side.LEFT, base.left()), rule.values(Side.RIGHT, base.right()));
        if (c.standing() == Standing.AGREED) {
            return state;
        }
        if (c.standing() == Standing.CONTESTED) {
            return state.contest();
        }
        boolean together = c.standing() == Standing.REFUSED_TOGETHER;
        String code = together ? Refused.TOGETHER : "earlier";
        boolean seen = together || c.standing().stands;
        RuleState told = c.standing().status == Status.CONFLICT ? state.contest() : state;
        return told.in(c.standing().status, engine.session.reason(code, "earlier"), seen ? basis(c) : outdated(c));
    }

    /** The basis of a decision about other values, on one side or both. */
    private String outdated(MergeCase c) {
        String basis = basis(c);
        String[] sides = basis == null ? new String[] {"", ""} : basis.split("\\.");
        return switch (c.standing()) {
            case CONFLICT_LEFT_MOVED -> "other." + sides[1];
            case CONFLICT_RIGHT_MOVED -> sides[0] + ".other";
            default -> "other.other";
        };
    }

    private @Nullable String basis(MergeCase c) {
        if (c.left() == null || c.right() == null) {
            return null;
        }
        return engine.session
                .digests()
                .basis(
                        rule,
                        c.standing().status,
                        rule.values(Side.LEFT, MergeOracle.wanted(c, Side.LEFT)),
                        rule.values(Side.RIGHT, MergeOracle.wanted(c, Side.RIGHT)));
    }

    private void show(Work work, MergeCase c, Side side) {
        String actual = c.actual(side);
        List<Step> trail = c.trail(side);
        Values fields = actual == null ? Values.none() : rule.values(side, actual);
        work.answer(side, new ReadAnswer.Found(CrmRecord.of(ref(side), fields, trail == null ? MERGED : READ)));
        if (trail != null) {
            List<Edit> edits = trail.stream().map(MergeBench::edit).toList();
            work.trail(side, MERGED, new FieldTrail(ref(side), new TreeMap<>(Map.of(rule.field(side), edits))));
        }
    }

    private static Edit edit(Step step) {
        return new Edit(
                FieldValue.text(step.value()),
                EngineFixture.START.plusSeconds(step.second()),
                step.ours() ? Author.OURSELVES : Author.SOMEBODY);
    }

    private @Nullable Base base(RuleState state) {
        Values left = state.leftBase();
        Values right = state.rightBase();
        return left == null || right == null
                ? null
                : new Base(rule.canonical(left, Side.LEFT), rule.canonical(right, Side.RIGHT));
    }

    private @Nullable Sent sent(List<Proposal> proposals) {
        if (proposals.isEmpty()) {
            return null;
        }
        if (proposals.size() > 1) {
            throw new AssertionError("One rule is written to one side at a time; got " + proposals);
        }
        Proposal one = proposals.get(0);
        return new Sent(one.target(), rule.canonical(one.intent().intended(), one.target()));
    }

    private @Nullable Told told(List<HistoryEntry> events) {
        if (events.isEmpty()) {
            return null;
        }
        if (events.size() > 1) {
            throw new AssertionError("One rule has one thing to tell; got " + events);
        }
        HistoryEntry event = events.get(0);
        boolean lost = event.kind() == HistoryEntry.Kind.CONFLICT && !event.open();
        Side before = lost ? event.side() : Side.LEFT;
        return new Told(
                event.kind(),
                event.side(),
                rule.canonical(event.before(), before),
                rule.canonical(event.after(), before.other()),
                event.open());
    }

    /** Whether the next look will still ask for the edits that this one has seen. */
    private static boolean isOpen(MergeCase c, Side side, RuleState after, StateChange change) {
        if (c.trail(side) == null) {
            return false;
        }
        Stamp since = after.since(side);
        if (since == null) {
            since = Contract.known(change.entry(EngineFixture.PAIR, ref(side)))
                    .entry()
                    .stamp();
        }
        return MERGED.equals(since);
    }

    static Outcome canonical(Outcome outcome) {
        Base base = outcome.base();
        Sent write = outcome.write();
        Told event = outcome.event();
        return new Outcome(
                outcome.status(),
                base == null ? null : new Base(lower(base.left()), lower(base.right())),
                write == null ? null : new Sent(write.side(), lower(write.value())),
                event == null
                        ? null
                        : new Told(
                                event.kind(), event.side(), lower(event.before()), lower(event.after()), event.open()),
                outcome.again(),
                outcome.leftOpen(),
                outcome.rightOpen());
    }

    private static String lower(String value) {
        return value.toLowerCase(Locale.ROOT);
    }
}
