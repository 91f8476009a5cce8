package io.github.tandemsync.e2e.simulation.world;

/**
 * What can go wrong or happen by chance. Each history first draws which of these exist at all, and how often.
 */
public enum Chance {
    // at a hook: before and after every call of the SPI and every commit
    USER(At.HOOK, 12),
    TIME_PASSES(At.HOOK, 2),
    CRASH(At.HOOK, 2),
    CRASH_BY_ERROR(At.HOOK, 1),
    SECOND_RUNNER(At.HOOK, 1),
    TOKENS_EXPIRE(At.HOOK, 1),
    HIDE(At.HOOK, 1),
    // at any call that only reads
    READ_LOST(At.READ, 2),
    READ_THROTTLED(At.READ, 1),
    RIGHT_MISSING(At.READ, 1),
    // at the answer about one record
    UNREADABLE(At.ANSWER, 1),
    FIELD_MISSING(At.ANSWER, 1),
    // at a page of a feed
    PAGE_SHUFFLED(At.PAGE, 8),
    ROWS_DOUBLED(At.PAGE, 8),
    EMPTY_LISTING(At.PAGE, 2),
    // at a write
    REQUEST_LOST(At.WRITE, 2),
    REPLY_LOST(At.WRITE, 3),
    WRITE_THROTTLED(At.WRITE, 2),
    WRITE_FAULT(At.WRITE, 1),
    PARTIAL_BATCH(At.WRITE, 3),
    COMMIT_AFTER_TIMEOUT(At.WRITE, 2),
    SENT_AFTER_PAUSE(At.WRITE, 1),
    // at a commit of the store
    STORE_FAILED(At.STORE, 1),
    STORE_COMMITTED_UNHEARD(At.STORE, 1),
    SNAPSHOT(At.STORE, 3),
    // between cycles
    ROLLBACK(At.REST, 4),
    // at the making of a version
    INDEX_LAG(At.INDEX, 30);

    /** Where a chance is drawn. */
    enum At {
        HOOK,
        READ,
        ANSWER,
        PAGE,
        WRITE,
        STORE,
        REST,
        INDEX
    }

    final At at;
    final int weight;

    Chance(At at, int weight) {
        this.at = at;
        this.weight = weight;
    }
}
