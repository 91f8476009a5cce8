package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.FieldTrail.Author;
import io.github.tandemsync.core.connector.FieldTrail.Edit;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.FieldRule;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Values of a rule of several fields of which some parts are ours, and the others somebody's who did not know of them. */
final class MixedParts {
    private MixedParts() {}

    /** Whether a write of ours came after somebody's edit of a part that it left as it was, without knowing of it. */
    static boolean arose(FieldRule rule, Side side, FieldTrail trail) {
        if (rule.fields(side).size() == 1) {
            return false;
        }
        Instant written = edits(rule, side, trail, edit -> edit.author() == Author.OURSELVES)
                .map(Edit::at)
                .max(Comparator.naturalOrder())
                .orElse(null);
        return written != null
                && edits(rule, side, trail, edit -> edit.author() == Author.SOMEBODY)
                        .anyMatch(edit -> !edit.at().isAfter(written));
    }

    private static Stream<Edit> edits(FieldRule rule, Side side, FieldTrail trail, Predicate<Edit> wanted) {
        return rule.fields(side).stream()
                .flatMap(field -> trail.of(field).stream())
                .filter(wanted);
    }
}
