package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The field rules of two records that face each other, as the pair has them. Pure. */
final class LinkRules {
    private LinkRules() {}

    /** The rules of a record that was created, or is to be, by the intent. */
    static List<FieldRule> of(ObjectPair pair, Intent intent) {
        RecordRef copy = intent.type().ref("new");
        return intent.target() == Side.LEFT ? of(pair, copy, intent.source()) : of(pair, intent.source(), copy);
    }

    /** Whether the pair lets a record of the side face the other one. */
    static boolean canFace(ObjectPair pair, Side side, RecordRef ref, RecordRef other) {
        RecordRef left = side == Side.LEFT ? ref : other;
        RecordRef right = side == Side.LEFT ? other : ref;
        return pair.variant(left.type(), right.type()) != null;
    }

    /** The field rules of two records that face each other. */
    static List<FieldRule> of(ObjectPair pair, RecordRef left, RecordRef right) {
        Variant variant = pair.variant(left.type(), right.type());
        return variant == null ? List.of() : variant.rules();
    }

    /** The rules that a link follows. */
    static List<FieldRule> of(ObjectPair pair, Link link) {
        return of(pair, link.ref(Side.LEFT), link.ref(Side.RIGHT));
    }

    /** The ids of the rules that a link follows. */
    static Set<String> ids(ObjectPair pair, Link link) {
        Set<String> ids = new TreeSet<>();
        of(pair, link).forEach(rule -> ids.add(rule.id()));
        return ids;
    }

    /** A new link of two records: what they are known to have held on both sides, and is empty later, was emptied by somebody. */
    static Link contested(ObjectPair pair, Link link, Predicate<FieldRule> held) {
        Link known = link;
        for (FieldRule rule : of(pair, link)) {
            known = held.test(rule)
                    ? known.withRule(rule.id(), RuleState.unknown().contest())
                    : known;
        }
        return known;
    }

    /** The link with each of the rules that is in the status decided anew, whatever its sides hold. */
    static Link undecided(Link link, Status status, Set<String> rules) {
        Link open = link;
        for (String rule : rules) {
            RuleState state = open.rule(rule);
            if (state.status() == status) {
                RuleState undecided = state.in(status, state.reason(), null);
                open = open.withRule(rule, undecided.since(state.leftSince(), state.rightSince()));
            }
        }
        return open;
    }

    /** The rule's fields, those that were not given as empty. */
    static Values filled(FieldRule rule, Side side, Values made) {
        Values all = Values.none();
        for (String field : rule.fields(side)) {
            all = all.with(field, made.orEmpty(field));
        }
        return all;
    }

    /**
     * The rules of a create that were taken: one whose value did not arrive is left without a base, to be seen at the next look.
     */
    static Set<String> taken(List<FieldRule> rules, Intent intent, Values made) {
        Set<String> taken = new TreeSet<>();
        for (FieldRule rule : rules) {
            Values wanted = intent.intended().only(rule.fields(intent.target()));
            boolean lost = !wanted.allEmpty()
                    && made.only(rule.fields(intent.target())).allEmpty();
            if (intent.rules().contains(rule.id()) && !lost) {
                taken.add(rule.id());
            }
        }
        return taken;
    }
}
