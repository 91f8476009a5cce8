package io.github.tandemsync.examples.quickstart;

import io.github.tandemsync.examples.quickstart.Comparison.Finding;
import io.github.tandemsync.examples.quickstart.Comparison.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The comparison for people: how much was compared, and what differs, by reason. */
final class ComparisonView {
    private final Screen screen;
    private final Style style;
    private final Truths truths;

    ComparisonView(Screen screen, Truths truths) {
        this.screen = screen;
        this.style = screen.style();
        this.truths = truths;
    }

    void show(Outcome outcome) {
        screen.table(new Table()
                .row("companies in HubSpot", Numbers.right(outcome.companies()))
                .row("accounts in Dynamics", Numbers.right(outcome.accounts()))
                .row("of them linked, one to one", Numbers.right(outcome.linked()))
                .row("fields compared", Numbers.right(outcome.fields())));
        screen.blank();
        byReason(outcome).forEach(this::reason);
        outcome.unexplained()
                .forEach(finding -> screen.bad(truths.name(finding.ref()) + "  "
                        + (finding.rule() == null ? "has no counterpart" : finding.rule() + " differs")
                        + style.dim("  no reason known")));
        screen.blank();
        int unexplained = outcome.unexplained().size();
        int explained = outcome.findings().size() - unexplained;
        if (unexplained == 0) {
            screen.good("0 differences without a reason; " + explained + " with one, left as they are on purpose");
        } else {
            screen.bad(unexplained + " differences without a reason; " + explained + " with one");
        }
    }

    private Map<String, Set<String>> byReason(Outcome outcome) {
        Map<String, Set<String>> names = new LinkedHashMap<>();
        for (Finding finding : outcome.findings()) {
            if (finding.why() != null) {
                names.computeIfAbsent(finding.why(), why -> new TreeSet<>()).add(truths.name(finding.ref()));
            }
        }
        return names;
    }

    private void reason(String why, Set<String> names) {
        String[] parts = why.split(": ", 2);
        screen.line(style.yellow("! " + parts[0]) + "  " + String.join(", ", names));
        if (parts.length > 1) {
            screen.aside("    " + parts[1]);
        }
    }
}
