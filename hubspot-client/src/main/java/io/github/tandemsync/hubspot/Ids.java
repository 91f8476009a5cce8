package io.github.tandemsync.hubspot;

import java.util.regex.Pattern;

/** Record ids are digits: nothing else gets into an address. */
final class Ids {
    private static final Pattern ID = Pattern.compile("[0-9]{1,20}");

    private Ids() {}

    static String checked(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("A HubSpot record id is up to 20 digits; got " + id.length()
                    + " characters that are not. Check where the id comes from");
        }
        return id;
    }
}
