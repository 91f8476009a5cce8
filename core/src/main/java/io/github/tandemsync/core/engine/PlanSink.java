package io.github.tandemsync.core.engine;

/**
 * Takes the items of a plan as they are decided, so that a plan of any size needs little memory: {@link SyncRunner#plan(PlanSink)}.
 * Called on the runner's thread, in the middle of its work: it must not call the runner. What it throws ends the planning and
 * reaches the caller; nothing was written then.
 *
 * <p>A write may be taken back before the end, because a record that it depends on was linked meanwhile; it is then mostly decided
 * anew, and comes once more. Who can not take an item back waits for the end.
 */
public interface PlanSink {
    /** The next item, in the order in which they would be done. */
    void item(PlanItem item);

    /**
     * A write that was handed over is no longer part of the plan.
     *
     * @param fingerprint of the item: {@link PlanItem#fingerprint()}. The same item may come again, and counts then
     */
    void withdrawn(String fingerprint);

    /** The plan is at its end: whatever was not withdrawn counts. Not called if the planning ends by a fault. */
    default void ended(PlanDigest plan) {}

    /**
     * Writes the plan as JSON lines: one object a line, each with a {@code line} that says what it is. The keys are described in
     * {@code docs/plans.md}. The lines hold record content.
     *
     * @param out where to; is neither buffered nor closed. What it throws is thrown on as {@link java.io.UncheckedIOException}
     */
    static PlanSink jsonLines(Appendable out) {
        return new PlanJson(out);
    }
}
