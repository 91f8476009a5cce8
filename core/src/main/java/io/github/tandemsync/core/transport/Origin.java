package io.github.tandemsync.core.transport;

import io.github.tandemsync.core.connector.ConnectorException.Category;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one place where a stack sends requests, and with them its token: scheme, host, port and the path of the API's root. Plain
 * http is taken for a loopback address only. Immutable.
 */
public final class Origin {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    private static final Pattern STEP = Pattern.compile("(?i)(^|/)(\\.|%2e){1,2}(/|$)");
    private static final Pattern HIDDEN_SEPARATOR = Pattern.compile("(?i)%2f|%5c|%00|//");

    private final URI root;

    private Origin(URI root) {
        this.root = root;
    }

    /**
     * The origin and root of an API, such as {@code https://api.hubapi.com}.
     *
     * @throws IllegalArgumentException if it is not an https address (or http to loopback), or has user, query or fragment
     */
    public static Origin of(String apiRoot) {
        URI uri = parse(apiRoot);
        if (uri == null || uri.getHost() == null || !isPlain(uri)) {
            throw new IllegalArgumentException(
                    "An API address is https://host[:port][/path], without user, query or fragment");
        }
        if (!isSafe(uri)) {
            throw new IllegalArgumentException(
                    "The API address of host " + ServerText.clean(uri.getHost())
                            + " must be https; plain http is for loopback addresses only, and would show the token to the network");
        }
        String path = uri.getRawPath();
        return new Origin(URI.create(uri.getScheme().toLowerCase(Locale.ROOT) + "://"
                + uri.getRawAuthority().toLowerCase(Locale.ROOT) + (path.endsWith("/") ? path : path + "/")));
    }

    /** The full address of a path. */
    public URI resolve(ApiPath path) {
        return URI.create(root + path.raw());
    }

    /**
     * Turns a link out of a response into a path, if it leads to this API.
     *
     * @throws TransportException if scheme, host or port differ, the path is not below the root or holds steps or encoded
     *     separators, or there is a user or a fragment
     */
    public ApiPath accept(String link) {
        URI uri = parse(link);
        if (uri == null || !isSame(uri)) {
            throw new TransportException(
                    Category.UNAVAILABLE,
                    "An answer of " + host()
                            + " holds a link that leads elsewhere; it was not followed. If the address of the "
                            + "system has changed, configure the new one");
        }
        String query = uri.getRawQuery();
        String below = uri.getRawPath().substring(root.getRawPath().length());
        return new ApiPath(query == null ? below : below + "?" + query);
    }

    /** Host, and port where one is given. */
    public String host() {
        return root.getRawAuthority();
    }

    @Override
    public String toString() {
        return root.toString();
    }

    private boolean isSame(URI uri) {
        return root.getScheme().equalsIgnoreCase(uri.getScheme())
                && root.getHost().equalsIgnoreCase(uri.getHost())
                && port(root) == port(uri)
                && uri.getRawUserInfo() == null
                && uri.getRawFragment() == null
                && isBelow(uri.getRawPath());
    }

    private boolean isBelow(String path) {
        return path.startsWith(root.getRawPath())
                && !STEP.matcher(path).find()
                && !HIDDEN_SEPARATOR.matcher(path).find();
    }

    private static boolean isPlain(URI uri) {
        return uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && !STEP.matcher(uri.getRawPath()).find()
                && !HIDDEN_SEPARATOR.matcher(uri.getRawPath()).find();
    }

    private static boolean isSafe(URI uri) {
        if ("https".equalsIgnoreCase(uri.getScheme())) {
            return true;
        }
        return "http".equalsIgnoreCase(uri.getScheme())
                && LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches();
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    private static @Nullable URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
