package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.PairId;

/** The feeds of a pair's types. */
final class Feeds {
    private final Session session;
    private final PairId pair;
    private final RemovalScans scans;

    Feeds(Session session, PairId pair, RemovalScans scans) {
        this.session = session;
        this.pair = pair;
        this.scans = scans;
    }

    FeedReader of(Side side, ObjectType type) {
        return new FeedReader(session, pair, side, type);
    }

    /** All removals have to be scanned again. */
    void forgetScans() {
        scans.forget(pair);
    }

    /** What tells what is gone, where the feed of changes does not. */
    RemovalScan removals(Side side, ObjectType type) {
        return new RemovalScan(session, pair, type, of(side, type), scans);
    }
}
