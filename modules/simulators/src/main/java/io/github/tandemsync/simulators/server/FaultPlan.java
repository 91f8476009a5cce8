package io.github.tandemsync.simulators.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which requests go wrong, and how. Rules are tried in the order in which they were added; the first one that matches and has
 * uses left is taken. Without a rule the {@linkplain #source source} is asked. Empty at first: nothing goes wrong. Thread safe.
 *
 * <pre>{@code
 * faults.when(r -> r.path().endsWith("/batch/create")).times(1).then(Fault.loseReply());
 * }</pre>
 */
public final class FaultPlan {
    private final List<Rule> rules = new ArrayList<>();
    private Function<Request, Optional<Fault>> source = request -> Optional.empty();

    /** Starts a rule for the requests that satisfy the predicate; it takes effect with {@link Step#then}. */
    public Step when(Predicate<Request> predicate) {
        return new Step(this, predicate, 0, Integer.MAX_VALUE);
    }

    /** Asks this function whenever no rule applies: the place for faults drawn from a seed. */
    public synchronized void source(Function<Request, Optional<Fault>> function) {
        source = function;
    }

    /** Removes all rules and the source: the network is healthy again. */
    public synchronized void clear() {
        rules.clear();
        source = request -> Optional.empty();
    }

    /** Takes the fault for this request, and uses it up. */
    synchronized Optional<Fault> take(Request request) {
        for (Rule rule : rules) {
            if (rule.applies(request)) {
                return Optional.of(rule.fault);
            }
        }
        return source.apply(request);
    }

    private synchronized void add(Step step, Fault fault) {
        rules.add(new Rule(step, fault));
    }

    /** A rule under construction: immutable, so that a prefix can be shared. */
    public static final class Step {
        private final FaultPlan plan;
        private final Predicate<Request> predicate;
        private final int skip;
        private final int times;

        private Step(FaultPlan plan, Predicate<Request> predicate, int skip, int times) {
            this.plan = plan;
            this.predicate = predicate;
            this.skip = skip;
            this.times = times;
        }

        /** Lets the first {@code count} matching requests pass unharmed. */
        public Step skip(int count) {
            return new Step(plan, predicate, count, times);
        }

        /** Applies to {@code count} requests; without this, to all. */
        public Step times(int count) {
            return new Step(plan, predicate, skip, count);
        }

        /** Adds the rule. */
        public void then(Fault fault) {
            plan.add(this, fault);
        }
    }

    private static final class Rule {
        private final Predicate<Request> predicate;
        private final Fault fault;
        private int skip;
        private int times;

        private Rule(Step step, Fault fault) {
            this.predicate = step.predicate;
            this.fault = fault;
            this.skip = step.skip;
            this.times = step.times;
        }

        private boolean applies(Request request) {
            if (times == 0 || !predicate.test(request)) {
                return false;
            }
            if (skip > 0) {
                skip--;
                return false;
            }
            times--;
            return true;
        }
    }
}
