package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Owner;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.rule.RecordFilter;
import io.github.tandemsync.core.rule.Router;
import io.github.tandemsync.core.rule.Several;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a pair says, as a hash: by it an edited pair is noticed.
 *
 * @param terms who takes part, and how records find each other
 * @param rules which fields face which, and how
 */
record Fingerprint(String terms, String rules) {
    static Map<PairId, Fingerprint> of(Collection<ObjectPair> pairs) {
        Map<PairId, Fingerprint> all = new TreeMap<>();
        pairs.forEach(pair -> all.put(pair.id(), of(pair)));
        return all;
    }

    private static Fingerprint of(ObjectPair pair) {
        return new Fingerprint(hash(termsOf(pair)), hash(rulesOf(pair)));
    }

    private static String hash(List<String> parts) {
        return Hash.plain().text(parts.toArray(new String[0]));
    }

    String text() {
        return terms + "." + rules;
    }

    /** Whether an earlier fingerprint's text differs in the rules at most. */
    boolean hasTermsOf(String earlier) {
        return earlier.startsWith(terms + ".");
    }

    private static List<String> termsOf(ObjectPair pair) {
        List<String> parts = new ArrayList<>(List.of(pair.direction().name(), pair.definition()));
        for (Side side : Side.values()) {
            parts.add(new TreeSet<>(pair.types(side)).toString());
            parts.add(new TreeSet<>(pair.entryFilter(side).fields()).toString());
            parts.add(pair.entryFilter(side).definition());
            parts.add(pair.onRemoved(side).name());
            if (pair.membershipFilter(side) != RecordFilter.ALL) {
                parts.add("membership "
                        + new TreeSet<>(pair.membershipFilter(side).fields()));
                parts.add(pair.membershipFilter(side).definition());
                parts.add(pair.onExit(side).name());
            }
        }
        pair.matchRules().forEach(rule -> parts.addAll(List.of(rule.id(), rule.definition())));
        if (pair.several() != Several.PARK) {
            parts.add("several " + pair.several());
        }
        Router router = pair.router();
        if (router != Router.FIRST) {
            parts.addAll(List.of("router", router.definition()));
            for (Side side : Side.values()) {
                parts.add(new TreeSet<>(router.fields(side)).toString());
            }
        }
        Owner owner = pair.owner();
        if (owner != null) {
            parts.addAll(List.of("owner", owner.pair().value(), owner.left(), owner.right()));
            for (Side side : Side.values()) {
                parts.add(new TreeSet<>(owner.editable(side).fields()).toString());
                parts.add(owner.editable(side).definition());
            }
        }
        return parts;
    }

    private static List<String> rulesOf(ObjectPair pair) {
        Map<String, String> sorted = new TreeMap<>();
        pair.variants()
                .forEach(variant -> variant.rules()
                        .forEach(rule -> sorted.put(
                                variant.left() + " " + variant.right() + " " + rule.id(),
                                "" + new TreeSet<>(rule.left()) + new TreeSet<>(rule.right()) + rule.definition())));
        List<String> parts = new ArrayList<>();
        pair.variants().forEach(variant -> parts.add(variant.left() + "=" + variant.right()));
        sorted.forEach((rule, definition) -> parts.addAll(List.of(rule, definition)));
        return parts;
    }
}
