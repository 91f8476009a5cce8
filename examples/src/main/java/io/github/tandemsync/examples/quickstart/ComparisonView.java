package io.github.tandemsync.examples.quickstart;

import io.github.tandemsync.examples.quickstart.Comparison.Finding;
import io.github.tandemsync.examples.quickstart.Comparison.Outcome;
import io.github.tandemsync.examples.quickstart.Table.Cell;

/** The comparison for people. */
final class ComparisonView {
    private final Screen screen;
    private final Truths truths;

    ComparisonView(Screen screen, Truths truths) {
        this.screen = screen;
        this.truths = truths;
    }

    void show(Outcome outcome) {
        Style style = screen.style();
        screen.table(new Table()
                .row("companies in HubSpot", Numbers.right(outcome.companies()))
                .row("accounts in Dynamics", Numbers.right(outcome.accounts()))
                .row("of them linked, one to one", Numbers.right(outcome.linked()))
                .row("fields compared", Numbers.right(outcome.fields())));
        screen.blank();
        Table table = new Table();
        for (Finding finding : outcome.findings()) {
            table.row(
                    new Cell(finding.explained() ? "!" : "differs", finding.explained() ? style::yellow : style::red),
                    Cell.of(truths.name(finding.ref())),
                    new Cell(finding.rule() == null ? finding.ref().type().name() : finding.rule(), style::dim),
                    new Cell(finding.why() == null ? "no reason known" : finding.why(), style::dim));
        }
        screen.table(table);
        screen.blank();
        int unexplained = outcome.unexplained().size();
        int explained = outcome.findings().size() - unexplained;
        if (unexplained == 0) {
            screen.good("0 differences without a reason; " + explained + " with one, left as they are on purpose");
        } else {
            screen.bad(unexplained + " differences without a reason; " + explained + " with one");
        }
    }
}
