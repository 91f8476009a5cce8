package io.github.tandemsync.e2e.http.storm;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An explanation written by hand. */
final class HandmadeStanding implements Standing {
    private final Map<String, String> links = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    void link(String one, String other) {
        links.put(one, other);
        links.put(other, one);
    }

    void tell(String id) {
        told.add(id);
    }

    @Override
    public @Nullable String counterpart(String id) {
        return links.get(id);
    }

    @Override
    public boolean isTold(String id) {
        return told.contains(id);
    }
}
