package io.github.tandemsync.mapping;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.MatchRule;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A match rule, ready to run: the texts of its fields, each with its length where there are several. */
final class CompiledMatch implements MatchRule {
    private final MatchMapping mapping;
    private final List<MatchKey> keys;
    private final String definition;

    /** The text by which a field's value is found; null where it says too little. */
    @FunctionalInterface
    interface MatchKey {
        @Nullable
        String of(FieldValue value);
    }

    CompiledMatch(MatchMapping mapping, List<MatchKey> keys) {
        this.mapping = mapping;
        this.keys = List.copyOf(keys);
        this.definition = MappingHash.of(mapping);
    }

    @Override
    public String id() {
        return mapping.id();
    }

    @Override
    public Set<String> fields(Side side) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(mapping.fields(side)));
    }

    @Override
    public @Nullable String text(Side side, Values values) {
        List<String> fields = mapping.fields(side);
        if (fields.size() == 1) {
            return keys.get(0).of(values.orEmpty(fields.get(0)));
        }
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < fields.size(); i++) {
            String one = keys.get(i).of(values.orEmpty(fields.get(i)));
            if (one == null) {
                return null;
            }
            all.append(one.length()).append(':').append(one);
        }
        return all.toString();
    }

    @Override
    public String definition() {
        return definition;
    }

    /** An e-mail address names one person; no other comparison is sure to. */
    @Override
    public boolean identifying() {
        return mapping.compare() == Comparison.EMAIL;
    }

    @Override
    public String toString() {
        return id();
    }
}
