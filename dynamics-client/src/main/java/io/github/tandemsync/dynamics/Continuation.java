package io.github.tandemsync.dynamics;

import io.github.tandemsync.core.transport.ApiPath;
import io.github.tandemsync.core.transport.Origin;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a page or a delta goes on: the query of a {@code @odata.nextLink} or {@code @odata.deltaLink}, exactly as the server
 * encoded it, without host and path. So a stored one can not lead anywhere but to the same table of the same organisation.
 *
 * @param query percent-encoded; opaque
 */
public record Continuation(String query) {
    private static final Pattern QUERY = Pattern.compile("[A-Za-z0-9\\-._~!$&'()*+,;=:@/?%]{1,100000}");
    private static final Pattern TOKEN = Pattern.compile("(?i)(^|&)(\\$|%24)(delta|skip)token=.+");

    /**
     * From a stored text.
     *
     * @throws IllegalArgumentException if it can not be the query of a next or delta link
     */
    public Continuation {
        if (!QUERY.matcher(query).matches() || !TOKEN.matcher(query).find()) {
            throw new IllegalArgumentException("Not the place in a feed of Dataverse that it should be; start anew");
        }
    }

    /**
     * From a link in an answer.
     *
     * @throws io.github.tandemsync.core.connector.ConnectorException if it leads to another place than the entity set
     */
    static Continuation of(String link, Origin origin, String entitySet) {
        String path = origin.accept(atHost(link, origin)).raw();
        int query = path.indexOf('?');
        if (query < 0 || !path.substring(0, query).equals(entitySet)) {
            throw new IllegalStateException("A link of an answer does not lead on in " + entitySet);
        }
        return new Continuation(path.substring(query + 1));
    }

    ApiPath path(Origin origin, String entitySet) {
        return origin.accept(origin + Names.name(entitySet) + "?" + query);
    }

    /** An organisation answers at {@code org.crm} and at {@code org.api.crm}, and its links may name the other one. */
    private static String atHost(String link, Origin origin) {
        try {
            URI uri = new URI(link);
            URI own = URI.create(origin.toString());
            String host = uri.getHost();
            if (host != null && uri.getRawUserInfo() == null && plain(host).equals(plain(own.getHost()))) {
                return link.replaceFirst("(?i)" + Pattern.quote("//" + host), "//" + own.getHost());
            }
        } catch (URISyntaxException e) {
            // Not a link at all: the origin says so.
            return link;
        }
        return link;
    }

    private static String plain(String host) {
        return host.toLowerCase(Locale.ROOT).replaceFirst("^([^.]+)\\.api\\.", "$1.");
    }

    @Override
    public String toString() {
        return "Continuation(" + query.length() + ")";
    }
}
