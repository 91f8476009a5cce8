package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.internal.odata.Percent;
import io.github.tandemsync.simulators.dataverse.internal.odata.Query;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place where a listing goes on, as it stands in a next link: XML, encoded twice, bound to the rest of the query.
 *
 * @param page number of the page it asks for, from 2
 * @param last last row of the page before
 * @param phase {@code rows}, or {@code deletes} of a delta
 * @param from for a delta: changes after this version
 * @param until for a delta: the version at its first page; 0 for a listing
 */
record Cookie(int page, UUID last, String phase, long from, long until) {
    private static final Pattern OUTER =
            Pattern.compile("<cookie pagenumber=\"(\\d+)\" pagingcookie=\"([^\"]*)\" istracking=\"(True|False)\" />");
    private static final Pattern INNER = Pattern.compile(
            "<cookie page=\"\\d+\"><row last=\"\\{([^}]*)\\}\" phase=\"(\\w+)\" from=\"(\\d+)\" until=\"(\\d+)\" check=\"(-?\\d+)\" /></cookie>");

    /** The raw value of {@code $skiptoken} for a query whose rest is given. */
    String raw(String restOfQuery) {
        String inner =
                "<cookie page=\"" + (page - 1) + "\"><row last=\"{" + last + "}\" phase=\"" + phase + "\" from=\""
                        + from + "\" until=\"" + until + "\" check=\"" + restOfQuery.hashCode() + "\" /></cookie>";
        return Percent.encode("<cookie pagenumber=\"" + page + "\" pagingcookie=\"" + Percent.encode(inner)
                + "\" istracking=\"" + (until > 0 ? "True" : "False") + "\" />");
    }

    /** Reads the cookie of a query, which must be exactly what the next link said, in its encoding too. */
    static Cookie parse(Query query) {
        Matcher outer = OUTER.matcher(query.get("$skiptoken").orElse(""));
        if (outer.matches()) {
            Matcher inner = INNER.matcher(Percent.decode(outer.group(2)));
            if (inner.matches()) {
                Cookie cookie = new Cookie(
                        Integer.parseInt(outer.group(1)),
                        UUID.fromString(inner.group(1)),
                        inner.group(2),
                        Long.parseLong(inner.group(3)),
                        Long.parseLong(inner.group(4)));
                if (query.rawValue("$skiptoken").orElse("").equals(cookie.raw(query.rawWithout("$skiptoken")))) {
                    return cookie;
                }
            }
        }
        throw Faults.malformed("Malformed XML in the paging cookie, or the cookie belongs to another query.");
    }
}
