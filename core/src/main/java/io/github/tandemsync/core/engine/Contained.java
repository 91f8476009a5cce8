package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.MatchRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Owner;
import io.github.tandemsync.core.rule.RecordFilter;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Router;
import io.github.tandemsync.core.rule.Translation;
import io.github.tandemsync.core.rule.Variant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pair whose rules, filters and router may throw or answer null: a value that can not be translated is parked, and what else goes
 * wrong is a {@link RuleFault} that names the culprit.
 */
final class Contained {
    private Contained() {}

    static ObjectPair pair(ObjectPair pair) {
        String in = " of pair " + pair.id();
        ObjectPair.Builder contained = pair.toBuilder();
        contained.variants(pair.variants().stream()
                .map(variant -> new Variant(
                        variant.left(),
                        variant.right(),
                        variant.rules().stream()
                                .<FieldRule>map(rule -> new Field(rule, "Field rule " + rule.id() + in))
                                .toList()))
                .toList());
        contained.matches(pair.matchRules().stream()
                .<MatchRule>map(rule -> new Match(rule, "Match rule " + rule.id() + in))
                .toList());
        for (Side side : Side.values()) {
            contained.entryFilter(side, filter(pair.entryFilter(side), "The entry filter on the " + side + in));
            contained.membershipFilter(
                    side, filter(pair.membershipFilter(side), "The membership filter on the " + side + in));
        }
        Owner owner = pair.owner();
        if (owner != null) {
            contained.owner(editable(owner, in));
        }
        Router router = pair.router();
        return contained
                .router(router == Router.FIRST ? router : new Routed(router, "The router" + in))
                .build();
    }

    private static Owner editable(Owner owner, String in) {
        Owner contained = owner;
        for (Side side : Side.values()) {
            RecordFilter filter = owner.editable(side);
            contained = contained.editable(side, filter(filter, "The filter of editable owners on the " + side + in));
        }
        return contained;
    }

    private static RecordFilter filter(RecordFilter filter, String what) {
        return filter == RecordFilter.ALL ? filter : new Filter(filter, what);
    }

    private record Field(FieldRule rule, String what) implements FieldRule {
        @Override
        public String id() {
            return rule.id();
        }

        @Override
        public Set<String> left() {
            return rule.left();
        }

        @Override
        public Set<String> right() {
            return rule.right();
        }

        @Override
        public Direction direction() {
            return rule.direction();
        }

        @Override
        public ConflictResolver onConflict() {
            return rule.onConflict();
        }

        @Override
        public Drift onDrift() {
            return rule.onDrift();
        }

        @Override
        public boolean agree(Values left, Values right, ReferenceResolver references) {
            return RuleFault.contain(what, () -> rule.agree(left, right, references));
        }

        @Override
        public boolean same(Side side, Values base, Values now) {
            return RuleFault.contain(what, () -> rule.same(side, base, now));
        }

        @Override
        public boolean isFinal(Side target, Values before, Values after) {
            try {
                return rule.isFinal(target, before, after);
            } catch (RuntimeException thrown) {
                return true; // who can not tell asks for consent
            }
        }

        @Override
        public Translation translate(Side from, Values values, ReferenceResolver references) {
            try {
                return RuleFault.contain(what, () -> rule.translate(from, values, references));
            } catch (RuleFault fault) {
                return new Translation.Park(RuleFault.CODE, Contract.known(fault.getMessage()));
            }
        }

        @Override
        public String definition() {
            return RuleFault.contain(what, rule::definition);
        }
    }

    private record Match(MatchRule rule, String what) implements MatchRule {
        @Override
        public String id() {
            return rule.id();
        }

        @Override
        public Set<String> fields(Side side) {
            return rule.fields(side);
        }

        @Override
        @Nullable
        public String text(Side side, Values values) {
            return RuleFault.containNullable(what, () -> rule.text(side, values));
        }

        @Override
        public String definition() {
            return RuleFault.contain(what, rule::definition);
        }

        @Override
        public boolean identifying() {
            return rule.identifying();
        }
    }

    private record Routed(Router router, String what) implements Router {
        @Override
        public Set<String> fields(Side from) {
            return router.fields(from);
        }

        @Override
        public int route(Side from, Values values) {
            return RuleFault.contain(what, () -> router.route(from, values));
        }

        @Override
        public String definition() {
            return RuleFault.contain(what, router::definition);
        }
    }

    private record Filter(RecordFilter filter, String what) implements RecordFilter {
        @Override
        public Set<String> fields() {
            return filter.fields();
        }

        @Override
        public boolean accepts(Values values) {
            return RuleFault.contain(what, () -> filter.accepts(values));
        }

        @Override
        public String describe() {
            return RuleFault.contain(what, filter::describe);
        }

        @Override
        public String definition() {
            return RuleFault.contain(what, filter::definition);
        }
    }
}
