package io.github.tandemsync.dynamics;

import io.github.tandemsync.core.transport.ApiPath;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Guards what goes into an address or a header: ids, column names, header values. */
final class Names {
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

    private Names() {}

    static String guid(String id) {
        String lower = id.toLowerCase(Locale.ROOT);
        if (!GUID.matcher(lower).matches()) {
            throw new IllegalArgumentException("A Dataverse row id is a GUID of 36 characters; got " + id.length());
        }
        return lower;
    }

    /** The first GUID in a text such as {@code accounts(guid)}, in lower case. */
    static Optional<String> firstGuid(String text) {
        Matcher matcher = GUID.matcher(text.toLowerCase(Locale.ROOT));
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A Dataverse name has letters, digits and underscores only; got " + name.length() + " characters");
        }
        return name;
    }

    static ApiPath row(String entitySet, String id) {
        return ApiPath.of(name(entitySet) + "(" + guid(id) + ")");
    }

    static ApiPath select(ApiPath path, Collection<String> columns) {
        columns.forEach(Names::name);
        return path.query("$select", String.join(",", columns));
    }

    /** Printable ASCII only, so that a value can not end its header. */
    static String headerValue(String value) {
        if (!value.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException("A header value must be printable ASCII");
        }
        return value;
    }
}
