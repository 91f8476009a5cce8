package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.MatchRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.RuleState.Status;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
            String digest = match(pair, rule, side, values);
            if (digest != null) {
                digests.put(rule.id(), digest);
            }
        }
        return digests;
    }

    /** The record by the digests of what it shows; those of rules of which the answer lacks a field stay as they were. */
    Entry noted(ObjectPair pair, Entry entry, Values values) {
        SortedMap<String, String> digests = new TreeMap<>();
        for (MatchRule rule : pair.matchRules()) {
            String digest = values.hasAll(rule.fields(entry.side()))
                    ? match(pair, rule, entry.side(), values)
                    : entry.digests().get(rule.id());
            if (digest != null) {
                digests.put(rule.id(), digest);
            }
        }
        return entry.withDigests(digests);
    }

    /** The digest of the record's match text under the rule; null if the rule can not match it. */
    @Nullable
    String match(ObjectPair pair, MatchRule rule, Side side, Values values) {
        String text = rule.text(side, values);
        return text == null ? null : hash.text(pair.id().value(), rule.id(), text);
    }

    /**
     * A digest of each side's values, by which a rule's decision is known to stand. What was refused stands for the rule as it
     * was: once its definition has changed, it is decided anew. What is left to a person stays there.
     */
    String basis(FieldRule rule, Status status, Values left, Values right) {
        String values = of(left) + "." + of(right);
        return status == Status.REFUSED ? hash.text(values, rule.definition()) : values;
    }

    /** Whether neither side holds what it held when the conflict was told. */
    boolean isOutdatedOnBothSides(String basis, Values left, Values right) {
        return !basis.startsWith(of(left) + ".") && !basis.endsWith("." + of(right));
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
