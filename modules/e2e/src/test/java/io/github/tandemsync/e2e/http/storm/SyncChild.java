package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.core.connector.FencedException;
import io.github.tandemsync.core.engine.SliceBudget;
import io.github.tandemsync.core.engine.SyncReport;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.dynamics.connector.DynamicsConnector;
import io.github.tandemsync.hubspot.connector.HubSpotConnector;
import io.github.tandemsync.state.jdbc.JdbcStateStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Syncs until it is killed, or its parent is gone. Arguments: the site's four, the store's JDBC address, the holder's name, and how
 * many milliseconds a slice takes at most; without the last, a run is one slice.
 */
final class SyncChild {
    /** Printed when the first run begins. */
    static final String READY = "READY";

    /** Printed when another has, or had, the lease. */
    static final String LOST = "lease lost: ";

    private SyncChild() {}

    public static void main(String[] args) throws Exception {
        Site site = new Site(args[0], args[1], args[2], args[3]);
        try (StateStore store = JdbcStateStore.open(args[4]);
                HubSpotConnector left = site.hubspotConnector();
                DynamicsConnector right = site.dynamicsConnector()) {
            SyncRunner runner = start(left, right, store, args[5]);
            SliceBudget slice = args.length > 6 ? SliceBudget.ofTime(Duration.ofMillis(Long.parseLong(args[6]))) : null;
            System.out.println(READY);
            while (System.in.available() == 0) {
                run(runner, slice);
                Thread.sleep(20);
            }
        }
    }

    private static SyncRunner start(HubSpotConnector left, DynamicsConnector right, StateStore store, String holder)
            throws InterruptedException {
        while (true) {
            try {
                return Site.runner(left, right, store, holder);
            } catch (FencedException another) {
                Thread.sleep(100);
            }
        }
    }

    private static void run(SyncRunner runner, @Nullable SliceBudget slice) throws InterruptedException {
        try {
            SyncReport report = slice == null ? runner.runOnce() : runner.runSlice(slice);
            if (report.writes() > 0 || !report.ok()) {
                System.out.println(report.text());
            }
        } catch (FencedException late) {
            System.out.println(LOST + late.getMessage());
            Thread.sleep(100);
        }
    }
}
