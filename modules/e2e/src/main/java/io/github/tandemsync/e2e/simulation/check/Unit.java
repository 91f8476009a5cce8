package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Edit;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one rule maps: a field, or several that move as a whole. The value of a whole is told as one text; whoever edits a field of it
 * says all that the record holds then.
 *
 * @param rule the rule's id
 * @param fields the fields, at least one
 */
public record Unit(String rule, List<Field> fields) {
    private static final String BETWEEN = "|";

    public Unit {
        fields = List.copyOf(fields);
    }

    /** A field by itself. */
    public static Unit of(Field field) {
        return new Unit(field.rule(), List.of(field));
    }

    boolean isWhole() {
        return fields.size() > 1;
    }

    /** Whether it is that field by itself. */
    public boolean is(Field field) {
        return fields.size() == 1 && fields.get(0) == field;
    }

    /** Whether the values have a part of it that is not what the row holds. */
    boolean isOtherwise(Values values, Row row) {
        return fields.stream().anyMatch(field -> {
            FieldValue value = values.get(field.on(row.side()));
            return value != null && !Canonical.equal(value, row.value(field));
        });
    }

    FieldValue value(Row row) {
        return isWhole() ? joined(row::value) : row.value(fields.get(0));
    }

    /** Whether that holds of every part of the value. */
    boolean allMatch(FieldValue value, BiPredicate<Field, FieldValue> holds) {
        if (!isWhole()) {
            return holds.test(fields.get(0), value);
        }
        String[] parts = parts(value);
        boolean all = true;
        for (int i = 0; i < parts.length; i++) {
            all &= holds.test(fields.get(i), parts[i].isEmpty() ? FieldValue.EMPTY : FieldValue.text(parts[i]));
        }
        return all;
    }

    private FieldValue joined(Function<Field, FieldValue> value) {
        String text =
                fields.stream().map(field -> Canonical.text(value.apply(field))).collect(Collectors.joining(BETWEEN));
        return text.length() == fields.size() - 1 ? FieldValue.EMPTY : FieldValue.text(text);
    }

    /** Every edit of it, oldest first, with all that it held then; what was set by one version is one edit. */
    List<Edit> edits(Row row) {
        List<Edit> parts = new ArrayList<>();
        List<Edit> all = isWhole() ? new ArrayList<>() : parts;
        for (Edit edit : row.edits()) {
            if (fields.contains(edit.field())) {
                parts.add(edit);
                if (isWhole()) {
                    add(all, whole(parts, edit));
                }
            }
        }
        return all;
    }

    private static void add(List<Edit> all, Edit edit) {
        Edit before = all.isEmpty() ? null : all.get(all.size() - 1);
        if (before != null && before.version() == edit.version() && before.author() == edit.author()) {
            boolean shown = before.shown() || edit.shown();
            all.set(
                    all.size() - 1,
                    new Edit(edit.field(), edit.value(), edit.author(), edit.version(), edit.event(), shown));
        } else {
            all.add(edit);
        }
    }

    private Edit whole(List<Edit> parts, Edit edit) {
        FieldValue value = joined(field -> held(parts, field));
        return new Edit(edit.field(), value, edit.author(), edit.version(), edit.event(), edit.shown());
    }

    private static FieldValue heldAt(Row row, Field field, long event) {
        return held(row.edits().stream().filter(edit -> edit.event() <= event).toList(), field);
    }

    private static FieldValue held(List<Edit> parts, Field field) {
        FieldValue held = FieldValue.EMPTY;
        for (Edit part : parts) {
            held = part.field() == field ? part.value() : held;
        }
        return held;
    }

    /**
     * Whether who made the edit said this. Of a whole, the part that was set, beside what the record held then or before: a write of
     * ours that came in between need not have been seen.
     */
    boolean isSaid(Row row, @Nullable Edit edit, FieldValue value) {
        if (edit == null || !isWhole() || Canonical.equal(edit.value(), value)) {
            return edit != null && Canonical.equal(edit.value(), value);
        }
        return allMatch(
                value,
                (field, part) -> field == edit.field()
                        ? Canonical.equal(part, heldAt(row, field, edit.event()))
                        : wasHeld(row, field, part, edit.event()));
    }

    private String[] parts(FieldValue value) {
        return value.isEmpty()
                ? fields.stream().map(field -> "").toArray(String[]::new)
                : Canonical.text(value).split(Pattern.quote(BETWEEN), -1);
    }

    private static boolean wasHeld(Row row, Field field, FieldValue value, long until) {
        return (value.isEmpty() && Checker.beganEmpty(row, field))
                || row.edits().stream()
                        .anyMatch(edit ->
                                edit.field() == field && edit.event() <= until && Canonical.equal(edit.value(), value));
    }

    /** The last edit of it, whoever made it; null if there is none. */
    @Nullable
    Edit lastEdit(Row row) {
        List<Edit> edits = edits(row);
        return edits.isEmpty() ? null : edits.get(edits.size() - 1);
    }

    /** The last thing that a user set it to; null if no user ever did. */
    @Nullable
    Edit lastUserEdit(Row row) {
        return last(row, false);
    }

    /** As {@link #lastUserEdit}, of those only that left a trace. */
    @Nullable
    Edit lastShownUserEdit(Row row) {
        return last(row, true);
    }

    private @Nullable Edit last(Row row, boolean shown) {
        Edit last = null;
        for (Edit edit : edits(row)) {
            last = edit.author() == Author.USER && (edit.shown() || !shown) ? edit : last;
        }
        return last;
    }

    @Override
    public String toString() {
        return isWhole() ? fields.toString() : fields.get(0).toString();
    }
}
