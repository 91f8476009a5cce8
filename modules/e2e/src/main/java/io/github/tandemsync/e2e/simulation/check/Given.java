package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Values of their own that people gave both sides of a conflict: words of theirs, written by the engine. */
public final class Given {
    private final List<Value> all = new ArrayList<>();

    private record Value(RecordRef left, RecordRef right, Field field, FieldValue value) {}

    /** Both records get the value. */
    public void add(RecordRef left, RecordRef right, Field field, FieldValue value) {
        all.add(new Value(left, right, field, value));
    }

    /** Whether it was given to one of the records. */
    boolean has(List<Row> rows, Field field, FieldValue value) {
        Set<RecordRef> refs = rows.stream().map(Row::ref).collect(Collectors.toSet());
        return all.stream()
                .anyMatch(one -> one.field() == field
                        && (refs.contains(one.left()) || refs.contains(one.right()))
                        && Canonical.equal(one.value(), value));
    }
}
