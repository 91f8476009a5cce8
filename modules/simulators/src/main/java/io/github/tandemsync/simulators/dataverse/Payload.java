package io.github.tandemsync.simulators.dataverse;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row as a client sent it.
 *
 * @param id the primary key in the body, null without one
 * @param values by logical column name, null to clear
 */
record Payload(@Nullable UUID id, Map<String, @Nullable Object> values) {}
