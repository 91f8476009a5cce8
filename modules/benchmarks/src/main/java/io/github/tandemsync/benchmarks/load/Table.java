package io.github.tandemsync.benchmarks.load;

import io.github.tandemsync.core.connector.CallKind;
import io.github.tandemsync.core.record.Side;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Measurements as lines of a table in Markdown. */
final class Table {
    private static final List<CallKind> KINDS =
            List.of(CallKind.CHANGES, CallKind.READ, CallKind.HISTORY, CallKind.WRITE);

    private Table() {}

    static String head() {
        return "| phase | records | s | records/s | CPU s | GC s | live heap MiB | allocated KB/record"
                + " | writes | HubSpot calls | Dataverse calls |\n"
                + "|---|--:|--:|--:|--:|--:|--:|--:|--:|---|---|";
    }

    static String line(Measurement measured) {
        double seconds = seconds(measured.time());
        boolean idle = measured.records() == 0;
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.2f | %s | %.2f | %.2f | %.0f | %s | %,d | %s | %s |",
                measured.phase(),
                idle ? "" : grouped(measured.records()),
                seconds,
                idle ? "" : grouped(Math.round(measured.records() / seconds)),
                seconds(measured.processor()),
                seconds(measured.collecting()),
                measured.liveHeap() / (double) (1 << 20),
                idle ? "" : grouped(measured.allocated() / measured.records() / 1000),
                measured.writes(),
                calls(measured, Side.LEFT),
                calls(measured, Side.RIGHT));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** How many of each kind, without those that were not made. */
    private static String calls(Measurement measured, Side side) {
        StringBuilder text = new StringBuilder();
        for (CallKind kind : KINDS) {
            long calls = measured.calls(side, kind);
            if (calls > 0) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(grouped(calls))
                        .append(' ')
                        .append(kind.name().toLowerCase(Locale.ROOT));
            }
        }
        return text.toString();
    }
}
