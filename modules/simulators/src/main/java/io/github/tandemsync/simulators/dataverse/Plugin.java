package io.github.tandemsync.simulators.dataverse;

/**
 * A customer's code that runs before a row is saved, whoever saves it (Dataverse, "Event execution pipeline", pre-operation).
 * Runs inside the transaction and under the organisation's lock: it must not call the simulator.
 */
@FunctionalInterface
public interface Plugin {
    /** Looks at a save and may change or refuse it. */
    void beforeSave(Save save);
}
