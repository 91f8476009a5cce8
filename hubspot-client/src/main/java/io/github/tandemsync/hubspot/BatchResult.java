package io.github.tandemsync.hubspot;

import java.util.List;

/**
 * The answer to a batch. Neither list is in the order of the inputs, and an input may be in none of them: match by
 * {@link HubSpotObject#traceId()} or id, never by position.
 *
 * @param results what was done or found
 * @param errors what was not
 */
public record BatchResult(List<HubSpotObject> results, List<BatchError> errors) {
    public BatchResult {
        results = List.copyOf(results);
        errors = List.copyOf(errors);
    }
}
