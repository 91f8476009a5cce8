package io.github.tandemsync.core.engine;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the items of a plan in memory. */
final class PlanList implements PlanSink {
    private final Map<Integer, PlanItem> items = new LinkedHashMap<>();
    private final Map<String, Integer> writes = new HashMap<>();
    private int last;

    @Override
    public void item(PlanItem item) {
        items.put(++last, item);
        if (item.isWrite()) {
            writes.put(item.fingerprint(), last);
        }
    }

    @Override
    public void withdrawn(String fingerprint) {
        items.remove(writes.remove(fingerprint));
    }

    List<PlanItem> items() {
        return List.copyOf(items.values());
    }
}
