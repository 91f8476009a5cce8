package io.github.tandemsync.simulators.hubspot;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tokens that the portal accepts, and those that it did accept once. Guarded by the portal's lock. */
final class Tokens {
    private final Map<String, AppToken> valid = new HashMap<>();
    private final Set<String> expired = new HashSet<>();

    void accept(AppToken app) {
        valid.put(app.token(), app);
        expired.remove(app.token());
    }

    void revoke(String token) {
        valid.remove(token);
    }

    void expire(String token) {
        valid.remove(token);
        expired.add(token);
    }

    Optional<AppToken> find(String token) {
        return Optional.ofNullable(valid.get(token));
    }

    boolean isExpired(String token) {
        return expired.contains(token);
    }
}
