package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.engine.TimeLimiter;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.MatchRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.RecordFilter;
import io.github.tandemsync.core.rule.Several;
import io.github.tandemsync.core.rule.Variant;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The application around the engine: its policy, rules, filters and router, which fail now and then until all is well. */
final class Host implements TimeLimiter, ConflictResolver {
    private static final int SELDOM = 5;
    private static final int RARELY = 48;

    private final World world;
    private boolean decides;
    private boolean fails;
    private Several several = Several.PARK;
    private boolean tooLate;

    Host(World world) {
        this.world = world;
    }

    /** Which code of the pairs is the application's own. */
    List<ObjectPair> draw(List<ObjectPair> pairs) {
        decides = world.choices.chance(2, 3);
        if (decides) {
            world.verdicts.decides();
        }
        fails = world.choices.chance(1, 3);
        if (world.choices.chance(1, 2)) {
            several = Several.OLDEST;
            world.twins.judge();
        }
        return pairs.stream().map(this::own).toList();
    }

    /** In every second history, who takes part, and who is the same, is decided by code of the application's own. */
    List<ObjectPair> guard(List<ObjectPair> pairs) {
        fails = world.choices.chance(1, 2);
        return pairs.stream().map(this::guarded).toList();
    }

    /** The code of the usual pair is the application's own. */
    List<ObjectPair> drawUsual(List<ObjectPair> pairs) {
        return pairs.stream()
                .map(pair -> pair.id().value().equals(Shape.PAIR) ? own(pair) : pair)
                .toList();
    }

    private ObjectPair guarded(ObjectPair pair) {
        ObjectPair.Builder guarded = pair.toBuilder().matches(own(pair.matchRules()));
        for (Side side : Side.values()) {
            RecordFilter entry = pair.entryFilter(side);
            RecordFilter membership = pair.membershipFilter(side);
            if (entry != RecordFilter.ALL) {
                guarded.entryFilter(side, new HostFilter(entry, "the entry filter", this));
            }
            if (membership != RecordFilter.ALL) {
                guarded.membershipFilter(side, new HostFilter(membership, "the membership filter", this));
            }
        }
        return guarded.build();
    }

    private List<MatchRule> own(List<MatchRule> rules) {
        return rules.stream().<MatchRule>map(rule -> new HostMatch(rule, this)).toList();
    }

    private ObjectPair own(ObjectPair pair) {
        List<Variant> variants = pair.variants().stream()
                .map(variant -> new Variant(
                        variant.left(),
                        variant.right(),
                        variant.rules().stream().map(this::own).toList()))
                .toList();
        return pair.toBuilder()
                .variants(variants)
                .several(several)
                .matches(own(pair.matchRules()))
                .router(new HostRouter(pair.router(), this))
                .build();
    }

    private FieldRule own(FieldRule rule) {
        return new HostRule(rule, decides ? this : rule.onConflict(), this);
    }

    /** Its code may throw here. */
    void mayFail(String what) {
        if (world.upkeep.begun(Trouble.RULES_THROW) != null) {
            world.coverage.met("host's code throws");
            throw new IllegalStateException(what + " has a bug");
        }
        if (fails && world.once(RARELY)) {
            world.tell(() -> what + " throws");
            world.coverage.met("host's code throws");
            world.coverage.met(what + " throws");
            throw new IllegalStateException(what + " has a bug");
        }
    }

    @Override
    public <T> T ask(Duration most, Supplier<T> code) throws TimeoutException {
        if (world.once(SELDOM)) {
            world.tell(() -> "the policy gives no answer for " + most);
            world.coverage.met("policy late");
            world.pass(most);
            tooLate = true;
            T unused = code.get(); // goes nowhere
            tooLate = false;
            throw new TimeoutException();
        }
        return code.get();
    }

    @Override
    @SuppressWarnings("NullAway") // what it must not do
    public Verdict decide(Conflict conflict) {
        if (tooLate) {
            world.verdicts.late(conflict, world.clock.nextEvent());
            return Verdict.LEFT;
        }
        if (world.once(SELDOM)) {
            world.tell(() -> "the policy throws at a conflict of " + conflict.rule());
            world.coverage.met("policy throws");
            world.verdicts.given(conflict, Verdict.UNDECIDED, world.clock.nextEvent());
            throw new IllegalStateException("the policy has a bug");
        }
        if (world.once(SELDOM)) {
            world.tell(() -> "the policy answers null to a conflict of " + conflict.rule());
            world.coverage.met("policy answers null");
            world.verdicts.given(conflict, Verdict.UNDECIDED, world.clock.nextEvent());
            return null;
        }
        Verdict verdict = Verdict.values()[Math.floorMod(conflict.hashCode(), Verdict.values().length)];
        world.tell(() -> "the policy decides a conflict of " + conflict.rule() + ": " + verdict);
        world.verdicts.given(conflict, verdict, world.clock.nextEvent());
        return verdict;
    }
}
