package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.CallCount;
import io.github.tandemsync.core.connector.CallKind;
import io.github.tandemsync.core.engine.PlanItem.Decision;
import io.github.tandemsync.core.engine.PlanItem.FieldChange;
import io.github.tandemsync.core.engine.PlanItem.LastChange;
import io.github.tandemsync.core.engine.PlanItem.LastEdit;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.state.RuleState.Status;
import java.time.Duration;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Items of a plan in lines for people. The only other place where a plan shows values is {@link PlanJson}. */
final class PlanText {
    private PlanText() {}

    /** The plan's head. */
    static String of(PlanDigest plan) {
        StringBuilder text = new StringBuilder("Plan: " + plan.counts());
        if (!plan.settled().isEmpty()) {
            text.append("\nSettled by making it, without a write: ").append(plan.settled());
        }
        if (plan.notUndoable() > 0) {
            text.append("\nOf these, ")
                    .append(plan.notUndoable())
                    .append(" can not be undone; applying them needs consent");
        }
        if (plan.looked() > 0) {
            text.append("\nLinks looked at: ").append(plan.looked());
        }
        if (plan.linksOnly()) {
            text.append("\nLinks alone; applying it writes to neither CRM");
        }
        plan.toCreate()
                .forEach((pair, sides) -> text.append("\nWithout a counterpart in ")
                        .append(pair)
                        .append(", to be created afterwards: ")
                        .append(sides));
        CallForecast forecast = plan.forecast();
        text.append("\nCalls to apply it: ").append(calls(forecast.apply()));
        text.append("\nCalls spent on it: ").append(calls(forecast.spent()));
        Duration least = forecast.atLeast();
        if (least != null) {
            text.append("\nBy the systems' limits applying it ends not before ")
                    .append(plan.made().plus(least));
        }
        plan.problems()
                .forEach(problem -> text.append("\nproblem in ")
                        .append(problem.where())
                        .append(": ")
                        .append(problem.message()));
        return text.toString();
    }

    private static String calls(SortedMap<Side, SortedMap<CallKind, CallCount>> counts) {
        StringBuilder text = new StringBuilder();
        counts.forEach((side, kinds) -> {
            text.append(text.isEmpty() ? "" : "; ").append(side).append(kinds.isEmpty() ? " none" : "");
            kinds.forEach(
                    (kind, count) -> text.append(' ').append(kind).append(' ').append(count.calls()));
        });
        return text.toString();
    }

    /** Without a line break at its end. */
    static String of(PlanItem item) {
        StringBuilder text = new StringBuilder(item + ": " + item.reason());
        text.append(item.undoable() ? "" : " (can not be undone)");
        item.fields().forEach(field -> add(field, text));
        return text.toString();
    }

    private static void add(FieldChange change, StringBuilder text) {
        text.append("\n    ").append(change.field()).append(": ").append(shown(change.before()));
        if (change.decision() != Decision.LEAVE) {
            text.append(" -> ").append(shown(change.after())).append("  (").append(change.reason());
        } else {
            text.append("  (stays");
        }
        text.append(")\n        rule ").append(change.rule());
        text.append("; agreed on: ").append(change.base() == null ? "nothing yet" : shown(change.base()));
        text.append("; facing: ").append(shown(change.facing().values()));
        Values base = change.facing().base();
        text.append(base == null ? "" : ", agreed on: " + shown(base));
        text.append(edited("; last edited ", change.edited()));
        text.append(edited("; other side last edited ", change.facing().edited()));
        text.append(changed("; record last changed ", change.changed()));
        text.append(
                changed("; other side's record last changed ", change.facing().changed()));
        boolean usual = change.state() == null || change.state() == Status.AGREED;
        text.append(usual ? "" : "; state: " + change.state());
    }

    private static String edited(String intro, @Nullable LastEdit edit) {
        return edit == null ? "" : intro + Attribution.words(edit);
    }

    private static String changed(String intro, @Nullable LastChange change) {
        return change == null ? "" : intro + Attribution.words(change);
    }

    private static String shown(Values values) {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) -> text.append(text.isEmpty() ? "" : ", ")
                .append(name)
                .append(" = ")
                .append(shown(value)));
        return text.isEmpty() ? "nothing" : text.toString();
    }

    private static String shown(FieldValue value) {
        return value.isEmpty() ? "(empty)" : value.display();
    }
}
