package io.github.tandemsync.hubspot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why HubSpot did not do one item of a batch.
 *
 * @param status HTTP status, where the answer as a whole had it; 0 for an item of a partly successful answer
 * @param category HubSpot's category, such as {@code VALIDATION_ERROR}; empty where it gave none
 * @param subCategory HubSpot's own refinement of it, or empty
 * @param codes codes of the single reasons
 * @param words HubSpot's words, without values that were sent, and cut
 * @param ids records it is about, where it says
 * @param traceIds inputs it is about, where it says
 * @param existingId the record that is in the way, where it says
 */
public record BatchError(
        int status,
        String category,
        String subCategory,
        List<String> codes,
        String words,
        List<String> ids,
        List<String> traceIds,
        @Nullable String existingId) {
    public BatchError {
        codes = List.copyOf(codes);
        ids = List.copyOf(ids);
        traceIds = List.copyOf(traceIds);
    }

    static BatchError of(int status, ErrorBody body) {
        List<String> ids = body.context.getOrDefault("ids", body.context.getOrDefault("id", List.of()));
        String id = body.id;
        return new BatchError(
                status,
                body.category,
                body.subCategory,
                body.codes,
                body.words,
                ids.isEmpty() && id != null ? List.of(id) : ids,
                body.context.getOrDefault("objectWriteTraceId", List.of()),
                body.existingId);
    }
}
