package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.MatchRule;
import io.github.tandemsync.core.rule.ObjectPair;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keyed digests of record content: what the store holds of values that it must compare but not show. */
final class Digests {
    private final Hash hash;

    Digests(String key) {
        this.hash = Hash.keyed(key);
    }

    /** Match rule id to the digest of the record's match text; rules that can not match the record are missing. */
    SortedMap<String, String> match(ObjectPair pair, Side side, Values values) {
        SortedMap<String, String> digests = new TreeMap<>();
        for (MatchRule rule : pair.matchRules()) {
            String text = rule.text(side, values);
            if (text != null) {
                digests.put(rule.id(), hash.text(pair.id().value(), rule.id(), text));
            }
        }
        return digests;
    }

    /** One digest for both sides' values, by which a rule's decision is known to stand. */
    String basis(Values left, Values right) {
        return hash.text(flat(left), flat(right));
    }

    /** One digest for one side's values. */
    String of(Values values) {
        return hash.text(flat(values));
    }

    /** One digest for a list of texts. */
    String print(String... parts) {
        return hash.text(parts);
    }

    /** Names and values in one text, unambiguous. */
    static String flat(Values values) {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) -> {
            String shown = value.display();
            text.append(name)
                    .append('=')
                    .append(value.isEmpty() ? '-' : '+')
                    .append(shown.length())
                    .append(':')
                    .append(shown);
        });
        return text.toString();
    }
}
