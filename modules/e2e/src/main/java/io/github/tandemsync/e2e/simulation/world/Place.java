package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import io.github.tandemsync.e2e.simulation.model.SimClock;

/**
 * Where a history takes place.
 *
 * @param connection the name of its connection
 * @param clock its time
 * @param store which may hold another connection too
 * @param turn whose turn it is, where it does
 * @param backedUp whether backups are made, and put back: everything in the store goes back then
 */
record Place(ConnectionId connection, SimClock clock, InMemoryStateStore store, Turns.Turn turn, boolean backedUp) {
    private static final ConnectionId USUAL = new ConnectionId("sim");

    /** A store of its own. */
    static Place alone() {
        return alone(USUAL, true);
    }

    /** A store of its own. */
    static Place alone(ConnectionId connection, boolean backedUp) {
        SimClock clock = new SimClock();
        return new Place(connection, clock, new InMemoryStateStore(clock), Turns.Turn.ALWAYS, backedUp);
    }
}
