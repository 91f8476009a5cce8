package io.github.tandemsync.examples.quickstart;

import io.github.tandemsync.core.engine.SyncPlan;
import io.github.tandemsync.core.engine.SyncReport;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.examples.quickstart.Systems.Calls;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The chapters of the quickstart, in order. */
final class Story {
    private static final int ALL = 100_000;

    private final Screen screen;
    private final Systems systems;
    private final Seed seed;
    private final Path file;
    private final Progress progress;
    private Calls before;

    Story(Screen screen, Systems systems, Seed seed, Path file) {
        this.screen = screen;
        this.systems = systems;
        this.seed = seed;
        this.file = file;
        this.progress = new Progress(screen);
        this.before = systems.calls();
    }

    Result tell() {
        int planned;
        SyncReport applied;
        SyncReport again;
        Comparison.Outcome comparison;
        long throttled;
        new Introduction(screen, systems, seed).show();
        try (Application application = Application.open(systems, file, progress)) {
            SyncRunner runner = application.runner();
            Truths truths = application.truths(systems);
            preflight(runner);
            SyncPlan plan = plan(runner, truths);
            planned = plan.writes().size();
            applied = apply(runner, plan);
            Office office = new Office(systems, seed);
            work(office);
            again = again(runner, truths);
            explain(runner, office);
            comparison = compare(application, truths);
            throttled = systems.throttled();
        }
        SyncReport reopened = reopen();
        return new Result(planned, applied, again, comparison, reopened, throttled);
    }

    private void preflight(SyncRunner runner) {
        screen.chapter("Preflight: before anything is written");
        var report = runner.preflight();
        if (report.ok()) {
            screen.good("rights, types, fields and options are there; every rule of the mapping can go both ways");
        }
        report.findings()
                .forEach(finding -> screen.line(screen.style().yellow("! ")
                        + finding.where()
                        + screen.style().dim("  " + finding.message())));
        runner.pairs().enable(Application.PAIR);
        calls();
    }

    private SyncPlan plan(SyncRunner runner, Truths truths) {
        screen.chapter("Plan: what a run would write, and why");
        SyncPlan plan = runner.plan();
        screen.wipe();
        PlanView view = new PlanView(screen, truths);
        view.matches(runner.pairs().counts(Application.PAIR));
        view.counts(plan);
        screen.blank();
        screen.aside("some of it, field by field:");
        screen.blank();
        view.excerpt(plan);
        problems(plan.problems().stream().map(problem -> problem.message()).toList());
        calls();
        return plan;
    }

    private SyncReport apply(SyncRunner runner, SyncPlan plan) {
        screen.chapter("Apply: the plan, and nothing that has moved since");
        Instant start = SystemWiring.now();
        progress.expect(plan.writes().size());
        SyncReport report = runner.apply(plan);
        progress.finish(Numbers.seconds(Duration.between(start, SystemWiring.now())));
        problems(report.problems().stream().map(SyncReport.Problem::message).toList());
        SyncReport rest = runner.runOnce();
        screen.wipe();
        screen.good(rest.writes() + " more by the run after it, for parents that had to exist first");
        problems(rest.problems().stream().map(SyncReport.Problem::message).toList());
        calls();
        return report;
    }

    private void work(Office office) {
        screen.chapter("Meanwhile, people work on both sides");
        Table table = new Table();
        Style style = screen.style();
        office.work()
                .forEach(edit -> table.row(
                        new Table.Cell(edit.who(), style::cyan),
                        Table.Cell.of(edit.firm()),
                        new Table.Cell(edit.what(), style::dim)));
        screen.table(table);
        SystemWiring.pause(Systems.INDEX_LAG.multipliedBy(2));
    }

    private SyncReport again(SyncRunner runner, Truths truths) {
        screen.chapter("Sync again: only what changed");
        SyncReport report = runner.runOnce();
        screen.wipe();
        HistoryQuery query = HistoryQuery.of(new ConnectionId(Application.CONNECTION))
                .run(report.run())
                .page(0, ALL);
        new EventView(screen, truths).show(runner.history(query));
        screen.blank();
        report.text().lines().forEach(screen::aside);
        problems(report.problems().stream().map(SyncReport.Problem::message).toList());
        calls();
        return report;
    }

    private void explain(SyncRunner runner, Office office) {
        screen.chapter("Why is it so? Ask about one record");
        runner.explain(office.disputed()).text().lines().forEach(screen::wrapped);
    }

    private Comparison.Outcome compare(Application application, Truths truths) {
        screen.chapter("Compare: what both servers really hold, past all APIs");
        Comparison.Outcome outcome = Comparison.of(application.runner(), application.pair(), truths);
        new ComparisonView(screen, truths).show(outcome);
        return outcome;
    }

    private SyncReport reopen() {
        screen.chapter("A new process, the same store");
        calls();
        try (Application application = Application.open(systems, file, progress)) {
            before = systems.calls();
            SyncReport report = application.runner().runOnce();
            screen.wipe();
            if (report.writes() == 0) {
                screen.good("0 writes: the store knows what both sides agreed on");
            } else {
                screen.bad(report.text());
            }
            problems(report.problems().stream().map(SyncReport.Problem::message).toList());
            calls();
            return report;
        }
    }

    private void problems(List<String> problems) {
        problems.forEach(screen::bad);
    }

    private void calls() {
        Calls now = systems.calls();
        Calls spent = now.since(before);
        before = now;
        if (spent.hubspot() + spent.dynamics() > 0) {
            screen.blank();
            screen.aside(spent.toString());
        }
    }
}
