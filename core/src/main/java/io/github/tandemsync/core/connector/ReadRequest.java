package io.github.tandemsync.core.connector;

import io.github.tandemsync.core.record.ObjectType;
import java.util.List;
import java.util.Set;

/**
 * Asks for records by id.
 *
 * @param type their type
 * @param ids at most {@link TypeTraits#readBatch()}
 * @param fields the fields wanted
 */
public record ReadRequest(ObjectType type, List<String> ids, Set<String> fields) {
    public ReadRequest {
        ids = List.copyOf(ids);
    }
}
