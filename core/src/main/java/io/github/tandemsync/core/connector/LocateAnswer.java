package io.github.tandemsync.core.connector;

import io.github.tandemsync.core.record.CreateKey;
import java.util.List;

/**
 * The records that carry a create key.
 *
 * @param key the key asked for
 * @param hits {@link ReadAnswer.Found}, {@link ReadAnswer.Replaced} or {@link ReadAnswer.Archived}, oldest first; empty if the
 *     system has none. More than one only where nothing keeps the key unique
 */
public record LocateAnswer(CreateKey key, List<ReadAnswer> hits) {
    public LocateAnswer {
        hits = List.copyOf(hits);
    }
}
