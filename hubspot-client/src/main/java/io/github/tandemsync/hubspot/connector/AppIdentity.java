package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.hubspot.Account;
import io.github.tandemsync.hubspot.HubSpotClient;
import io.github.tandemsync.hubspot.PropertyVersion;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which app we are, as the history of properties names it. Asked for once, unless it was configured. */
final class AppIdentity {
    private static final Set<String> BY_APPS = Set.of("INTEGRATION", "API");

    private final HubSpotClient client;
    private @Nullable String id;
    private boolean asked;

    AppIdentity(HubSpotClient client, @Nullable String configured) {
        this.client = client;
        this.id = configured;
        this.asked = configured != null;
    }

    /** False where our app is not known: to take an edit of ours for somebody's costs a look, the reverse would lose an edit. */
    boolean wrote(PropertyVersion version) {
        return BY_APPS.contains(version.sourceType()) && version.sourceId().equals(id());
    }

    private synchronized @Nullable String id() {
        if (!asked) {
            id = client.account().tokenInfo().map(Account.TokenInfo::appId).orElse(null);
            asked = true;
        }
        return id;
    }
}
