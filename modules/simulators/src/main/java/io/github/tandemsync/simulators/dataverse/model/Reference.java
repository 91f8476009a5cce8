package io.github.tandemsync.simulators.dataverse.model;

import java.util.UUID;

/**
 * The value of a lookup.
 *
 * @param table logical name of the table pointed at
 * @param id its row
 */
public record Reference(String table, UUID id) {}
