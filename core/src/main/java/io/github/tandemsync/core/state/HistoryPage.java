package io.github.tandemsync.core.state;

import java.util.List;

/**
 * Some events, and where the next page goes on.
 *
 * @param events oldest first
 * @param last the place of the last event, for {@link HistoryQuery#after}: a number above 0 that is the same for as long as the event is
 *     kept, whatever is dropped beside it, and higher for what is committed later. Of an empty page, the place that was asked for
 */
public record HistoryPage(List<HistoryEntry> events, long last) {
    public HistoryPage {
        events = List.copyOf(events);
    }
}
