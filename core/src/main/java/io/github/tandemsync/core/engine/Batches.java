package io.github.tandemsync.core.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Cuts work into pieces that one call takes. */
final class Batches {
    /** Most keys that one query of the state store takes. */
    static final int STORE = 1000;

    private Batches() {}

    static <T> List<List<T>> of(Collection<T> all, int size) {
        List<T> items = List.copyOf(all);
        List<List<T>> batches = new ArrayList<>((items.size() + size - 1) / Math.max(1, size));
        for (int from = 0; from < items.size(); from += size) {
            batches.add(items.subList(from, Math.min(from + size, items.size())));
        }
        return batches;
    }
}
