package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.core.connector.FencedException;
import io.github.tandemsync.core.engine.SyncReport;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.dynamics.connector.DynamicsConnector;
import io.github.tandemsync.hubspot.connector.HubSpotConnector;
import io.github.tandemsync.state.jdbc.JdbcStateStore;

/** Syncs until it is killed, or its parent is gone. */
final class SyncChild {
    /** Printed when the first run begins. */
    static final String READY = "READY";

    private SyncChild() {}

    public static void main(String[] args) throws Exception {
        Site site = new Site(args[2], args[3], args[4], args[5]);
        try (StateStore store = JdbcStateStore.open("jdbc:sqlite:" + args[0]);
                HubSpotConnector left = site.hubspotConnector();
                DynamicsConnector right = site.dynamicsConnector()) {
            SyncRunner runner = start(left, right, store, args[1]);
            System.out.println(READY);
            while (System.in.available() == 0) {
                run(runner);
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

    private static void run(SyncRunner runner) throws InterruptedException {
        try {
            SyncReport report = runner.runOnce();
            if (report.writes() > 0 || !report.ok()) {
                System.out.println(report.text());
            }
        } catch (FencedException late) {
            System.out.println("lease lost: " + late.getMessage());
            Thread.sleep(100);
        }
    }
}
