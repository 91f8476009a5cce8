package io.github.tandemsync.simulators.hubspot;

import java.util.List;
import java.util.Set;

/**
 * What is special about an object type.
 *
 * @param name plural path name
 * @param required names of which a create needs at least one
 * @param allRequired names of which a create needs every one
 * @param defaults properties that an answer shows when none are asked for
 * @param builtInUnique properties that HubSpot itself keeps unique
 * @param uniqueAllowed whether custom unique properties exist for the type
 */
record ObjectTypeDef(
        String name,
        String singular,
        String typeId,
        String createdProperty,
        String modifiedProperty,
        Set<String> required,
        Set<String> allRequired,
        List<String> defaults,
        Set<String> builtInUnique,
        boolean uniqueAllowed,
        boolean mergeable,
        int historyKept) {

    boolean isCalled(String text) {
        return text.equals(name) || text.equals(singular) || text.equals(typeId);
    }
}
