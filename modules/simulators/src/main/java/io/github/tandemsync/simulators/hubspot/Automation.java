package io.github.tandemsync.simulators.hubspot;

import java.util.Map;
import java.util.Set;

/**
 * A workflow of the customer: reacts to each create and update with writes of its own. It runs after the answer to the write has
 * been built, so that the answer does not show its effect. Its own writes do not trigger it again.
 */
@FunctionalInterface
public interface Automation {
    /**
     * The values that the workflow writes; empty map for nothing.
     *
     * @param type path name of the object type
     * @param id of the record
     * @param values of the record after the write; empty properties are missing
     * @param written names of the properties in the write
     */
    Map<String, String> react(String type, String id, Map<String, String> values, Set<String> written);

    /** No workflow. */
    static Automation none() {
        return (type, id, values, written) -> Map.of();
    }
}
