package io.github.tandemsync.examples.quickstart;

import io.github.tandemsync.core.engine.SyncReport;

/**
 * What came out of the quickstart.
 *
 * @param planned writes that the first plan held
 * @param applied the run that carried the plan out
 * @param again the run after the edits
 * @param comparison both truths after everything
 * @param reopened a new application's run, with nothing to do
 * @param throttled requests of the first process that a server refused because they were too many at a time; the next process
 *     does not know what this one has sent
 */
record Result(
        int planned,
        SyncReport applied,
        SyncReport again,
        Comparison.Outcome comparison,
        SyncReport reopened,
        long throttled) {
    boolean ok() {
        return comparison.unexplained().isEmpty() && reopened.writes() == 0 && reopened.ok();
    }
}
