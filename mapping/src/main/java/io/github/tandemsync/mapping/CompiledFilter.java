package io.github.tandemsync.mapping;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.RecordFilter;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A filter, ready to run: all its conditions must hold. A record with an unknown field is not let in. */
final class CompiledFilter implements RecordFilter {
    private final List<Condition> conditions;
    private final Set<String> fields;

    CompiledFilter(List<Condition> conditions) {
        this.conditions = List.copyOf(conditions);
        this.fields = Collections.unmodifiableSortedSet(
                new TreeSet<>(conditions.stream().map(Condition::field).toList()));
    }

    @Override
    public Set<String> fields() {
        return fields;
    }

    @Override
    public boolean accepts(Values values) {
        for (Condition condition : conditions) {
            FieldValue value = values.get(condition.field());
            if (value == null || !holds(condition, Canonical.value(value))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String describe() {
        return conditions.stream().map(Condition::toString).collect(Collectors.joining(" and "));
    }

    @Override
    public String definition() {
        return MappingHash.of(conditions);
    }

    private static boolean holds(Condition condition, FieldValue value) {
        return switch (condition.test()) {
            case IN -> isAmong(condition, value);
            case NOT_IN -> !isAmong(condition, value);
            case PRESENT -> !value.isEmpty();
            case EMPTY -> value.isEmpty();
        };
    }

    private static boolean isAmong(Condition condition, FieldValue value) {
        if (value instanceof FieldValue.Choices choices) {
            return choices.values().stream()
                    .anyMatch(chosen -> condition.values().contains(chosen));
        }
        if (value instanceof FieldValue.Numeric number) {
            return condition.values().stream().anyMatch(wanted -> number.equals(Numbers.parse(wanted)));
        }
        return condition.values().contains(value.display());
    }
}
