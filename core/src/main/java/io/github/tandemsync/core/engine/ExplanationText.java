package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver.Verdict;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An explanation in lines for people. Times are cut to the second. */
final class ExplanationText {
    static final String UNSEEN = "no pair has seen this record yet";

    private final StringBuilder text = new StringBuilder();

    private ExplanationText() {}

    static String of(Explanation explanation) {
        ExplanationText lines = new ExplanationText();
        lines.text.append(explanation.ref());
        if (explanation.views().isEmpty()) {
            String unseen = explanation.unseen();
            lines.text.append(": ").append(unseen == null ? UNSEEN : unseen);
        }
        explanation.views().forEach(lines::view);
        return lines.text.toString();
    }

    private void view(Explanation.View view) {
        Entry entry = view.entry();
        String why = view.why() == null ? "" : " (" + view.why() + ")";
        line(1, "in " + view.pair() + ": " + entry.state() + because(entry.reason()) + why);
        if (entry.waitsFor() != null) {
            boolean linked = view.link() != null && view.link().live();
            line(
                    1,
                    linked
                            ? "looked at again when " + entry.waitsFor() + " is linked, or linked otherwise"
                            : "waits for " + entry.waitsFor());
        }
        Instant due = entry.mark().due();
        line(1, "next look: " + (due == null ? "when it changes" : time(due)));
        if (view.next() != null) {
            line(1, "next: " + view.next());
        }
        if (view.link() != null) {
            link(entry.side(), view.link(), view);
        }
        for (Intent intent : view.open()) {
            line(1, "a write of run " + intent.run() + " to " + intent.type() + " has no known outcome yet");
        }
        history(view);
    }

    private void link(Side side, Link link, Explanation.View view) {
        Map<String, String> apart = view.apart();
        String live = link.paused() == null ? "linked with " : "linked, and paused, with ";
        Reason why = link.live() ? link.paused() : link.ended();
        line(1, (link.live() ? live : "was linked with ") + link.ref(side.other()) + because(why));
        List<String> agreed = new ArrayList<>();
        List<String> erased = new ArrayList<>();
        link.rules().forEach((rule, state) -> {
            if (state.leftBase() == null && isErased(view, link)) {
                erased.add(rule);
            } else if (apart.containsKey(rule)) {
                line(2, rule + ": " + state.status() + ", though the two sides differ (" + apart.get(rule) + ")");
                next(link, view.nextOfRules().getOrDefault(rule, NextSteps.of(RuleState.Status.HELD)));
            } else if (NextSteps.isSettled(state)) {
                agreed.add(rule);
            } else {
                String never = state.leftBase() == null ? ", never agreed" : "";
                line(2, rule + ": " + state.status() + never + because(state.reason()));
                next(link, view.nextOfRules().getOrDefault(rule, NextSteps.of(state)));
            }
        });
        if (!agreed.isEmpty()) {
            line(2, "agreed: " + String.join(", ", agreed));
        }
        if (!erased.isEmpty()) {
            line(2, "erased: " + String.join(", ", erased));
        }
    }

    /** Whether what the two had agreed on was forgotten on purpose. */
    private static boolean isErased(Explanation.View view, Link link) {
        return !link.live()
                && (Suppression.isErased(view.entry())
                        || view.history().stream().anyMatch(event -> event.kind() == Kind.ERASED));
    }

    /** While the two take no part, nothing is next to their rules but what is said of the record. */
    private void next(Link link, String what) {
        if (link.live() && link.paused() == null) {
            line(3, "next: " + what);
        }
    }

    private void history(Explanation.View view) {
        List<HistoryEntry> events = view.history();
        int gap = view.leftOut() == 0 ? events.size() : Math.max(0, events.size() - Explainer.EVENTS);
        if (!events.isEmpty()) {
            line(1, "history");
        }
        events.subList(0, gap).forEach(event -> event(view.entry().ref(), event));
        if (view.leftOut() > 0) {
            line(2, view.leftOut() + " earlier events are left out; runner.history(..) has them");
        }
        events.subList(gap, events.size()).forEach(event -> event(view.entry().ref(), event));
    }

    private void event(RecordRef asked, HistoryEntry event) {
        String whom = event.ref().equals(asked) ? "" : " " + event.ref();
        String rule = event.rule() == null ? "" : " " + event.rule();
        String detail = event.detail().isEmpty() ? "" : ": " + event.detail();
        line(2, time(event.at()) + " " + event.kind() + whom + rule + detail);
        if (event.kind() == Kind.CONFLICT) {
            boolean won = isDecided(event);
            values(won ? "lost" : "left", event.before());
            values(won ? "won" : "right", event.after());
        } else {
            event.after()
                    .forEach((name, value) -> line(
                            4,
                            name + ": " + shown(event.before().orEmpty(name).display()) + " -> "
                                    + shown(value.display())));
        }
    }

    /** Whether one of the two values of a conflict won: one that ended with its rule or its link was decided by nobody. */
    private static boolean isDecided(HistoryEntry event) {
        HistoryEntry.Contest contest = event.contest();
        boolean undecided = contest != null && contest.decided() == Verdict.UNDECIDED;
        return !event.open() && !undecided && !event.detail().startsWith(Merge.GIVEN);
    }

    /** The two sides of a conflict have fields of their own names. */
    private void values(String head, Values values) {
        values.forEach((name, value) -> line(4, head + " " + name + ": " + shown(value.display())));
    }

    private static String because(@Nullable Reason reason) {
        return reason == null
                ? ""
                : " (" + reason.code() + (reason.detail().isEmpty() ? "" : ": " + reason.detail()) + "; since "
                        + time(reason.at()) + ")";
    }

    private static String shown(String value) {
        return value.isEmpty() ? "(empty)" : value;
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private void line(int indent, String content) {
        text.append('\n').append("  ".repeat(indent)).append(content);
    }
}
