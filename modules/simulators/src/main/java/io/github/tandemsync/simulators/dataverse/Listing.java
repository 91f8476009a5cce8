package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.TableState.Tombstone;
import io.github.tandemsync.simulators.dataverse.model.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page.
 *
 * @param rows rows of the page
 * @param deletes deletes of the page, after the rows
 * @param next where the next page starts, null on the last one
 * @param tokenVersion for a delta on its last page: what its new token stands for; 0 otherwise
 */
record Listing(
        List<Row> rows, List<Tombstone> deletes, @Nullable Cookie next, long tokenVersion) {}
