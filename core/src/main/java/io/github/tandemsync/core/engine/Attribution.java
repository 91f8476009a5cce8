package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.FieldTrail.Author;
import io.github.tandemsync.core.connector.FieldTrail.Edit;
import io.github.tandemsync.core.engine.PlanItem.LastChange;
import io.github.tandemsync.core.engine.PlanItem.LastEdit;
import io.github.tandemsync.core.engine.RuleDecision.Reasoned;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.RuleState;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who or what edited the sides of a rule last, as far as what was looked at tells. For people alone: nothing is decided by it, and
 * nothing is asked for it.
 */
final class Attribution {
    private Attribution() {}

    /** The last edit of one of the side's fields that is not merged into the rule yet; null if no history was asked. */
    static @Nullable LastEdit edit(Look look, RuleState state, Set<String> fields) {
        FieldTrail trail = look.trail(state);
        Edit last = null;
        for (String field : trail == null ? Set.<String>of() : fields) {
            for (Edit edit : Contract.known(trail).of(field)) {
                last = last == null || !edit.at().isBefore(last.at()) ? edit : last;
            }
        }
        return last == null ? null : new LastEdit(last.at(), last.author(), last.by());
    }

    /** The last change of the side's record as a whole; null where there is none, or its system does not tell. */
    static @Nullable LastChange change(Work work, Side side) {
        if (!work.entries().containsKey(side) || !work.isFound(side)) {
            return null;
        }
        CrmRecord record = work.record(side);
        return record.modifiedBy() == null ? null : new LastChange(record.modified(), record.modifiedBy());
    }

    /** What is known of both sides, to be put behind the words of an event; empty if nothing is. */
    static String words(Work work, Reasoned reasoned) {
        return words(work, Side.LEFT, List.of(reasoned)) + words(work, Side.RIGHT, List.of(reasoned));
    }

    /** What is known of one side's last edits of the rules' fields, or else of its record. */
    static String words(Work work, Side side, List<Reasoned> rules) {
        if (!work.isFound(side)) {
            return "";
        }
        LastEdit last = null;
        for (Reasoned reasoned : rules) {
            LastEdit edit =
                    edit(work.look(side), reasoned.before(), reasoned.rule().fields(side));
            last = last == null || (edit != null && edit.at().isAfter(last.at())) ? edit : last;
        }
        LastChange change = change(work, side);
        String system = "; " + work.entry(side).ref().type().system();
        if (last != null) {
            return system + " last edited " + words(last);
        }
        return change == null ? "" : system + " record last changed " + words(change);
    }

    /** When and by whom. */
    static String words(LastEdit edit) {
        String by = edit.by() == null ? "" : " (" + edit.by() + ")";
        return edit.at() + " by " + (edit.author() == Author.OURSELVES ? "us" : "somebody") + by;
    }

    /** When and by whom. */
    static String words(LastChange change) {
        return (change.at() == null ? "" : change.at() + " ") + "by " + change.by();
    }
}
