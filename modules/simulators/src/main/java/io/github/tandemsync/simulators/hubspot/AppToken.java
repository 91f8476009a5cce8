package io.github.tandemsync.simulators.hubspot;

import java.util.Set;

/**
 * A token that an app uses. All writes with it are attributed to the app, whoever holds the token.
 *
 * @param token sent as {@code Authorization: Bearer}
 * @param appId source id of the app's writes
 * @param appName source label of the app's writes
 * @param scopes granted scopes, such as {@code crm.objects.companies.read}; empty means all
 */
public record AppToken(String token, long appId, String appName, Set<String> scopes) {
    /** Keeps its own copy of the scopes. */
    public AppToken {
        scopes = Set.copyOf(scopes);
    }

    /** A token with every scope. */
    public static AppToken withAllScopes(String token, long appId, String appName) {
        return new AppToken(token, appId, appName, Set.of());
    }

    /** Whether the scope is granted. */
    public boolean grants(String scope) {
        return scopes.isEmpty() || scopes.contains(scope);
    }

    ChangeSource source() {
        return new ChangeSource(ChangeSource.INTEGRATION, Long.toString(appId), appName, 0);
    }

    @Override
    public String toString() {
        return "AppToken[" + appId + "]";
    }
}
