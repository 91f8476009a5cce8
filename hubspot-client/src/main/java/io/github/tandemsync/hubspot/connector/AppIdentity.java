package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.hubspot.Account;
import io.github.tandemsync.hubspot.HubSpotClient;
import io.github.tandemsync.hubspot.PropertyVersion;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which app we are, as the history of properties names it. Asked for once, unless it was configured. */
final class AppIdentity {
    static final String REMEDY =
            "HubSpot does not tell which app this token belongs to; give its id with HubSpotConnector.builder(..).appId(..)";

    private static final Set<String> BY_APPS = Set.of("INTEGRATION", "API");

    private final HubSpotClient client;
    private @Nullable String id;
    private boolean asked;

    AppIdentity(HubSpotClient client, @Nullable String configured) {
        this.client = client;
        this.id = configured;
        this.asked = configured != null;
    }

    /**
     * Whether the app made the edit.
     *
     * @throws ConnectorException if it is not known which app we are: a guess would hide an edit that a write of ours covered
     */
    boolean wrote(PropertyVersion version) {
        if (!BY_APPS.contains(version.sourceType())) {
            return false;
        }
        String ours = id();
        if (ours == null) {
            throw new ConnectorException(Category.INVALID, "The history of properties can not be judged: " + REMEDY);
        }
        return version.sourceId().equals(ours);
    }

    /** What HubSpot just told about the token. */
    synchronized void learn(Optional<Account.TokenInfo> info) {
        if (id == null) {
            id = info.map(Account.TokenInfo::appId).orElse(null);
            asked = true;
        }
    }

    boolean isKnown() {
        return id() != null;
    }

    private synchronized @Nullable String id() {
        if (!asked) {
            learn(client.account().tokenInfo());
        }
        return id;
    }
}
