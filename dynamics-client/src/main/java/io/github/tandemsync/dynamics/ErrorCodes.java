package io.github.tandemsync.dynamics;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the codes mean that a sync meets, and what to do about them. Names: Microsoft's page "Web service error codes"; limits:
 * "Service protection API limits".
 */
final class ErrorCodes {
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("0x80040217", "the row does not exist"),
            Map.entry(
                    "0x80040237",
                    "a row with this primary key, or with the values of a unique index, is there already"),
            Map.entry("0x80060892", "the values of an alternate key are taken by another row"),
            Map.entry("0x80040333", "a duplicate detection rule found a similar row"),
            Map.entry("0x80060882", "the row has another version than the one that was read"),
            Map.entry("0x8006088d", "the table does not support optimistic concurrency"),
            Map.entry("0x80040220", "the user lacks a privilege: add it to a security role of the application user"),
            Map.entry(
                    "0x80048306", "the user may not see this row: widen the depth of the privilege, or share the row"),
            Map.entry("0x80042f09", "the application user has no security role: assign one"),
            Map.entry("0x80040225", "the user is disabled: enable it, or use another one"),
            Map.entry("0x80044331", "a text is longer than its column: shorten it in the mapping"),
            Map.entry("0x80040203", "a value is outside the limits of its column"),
            Map.entry("0x80040265", "a plug-in or workflow of the organisation refused: ask its owner"),
            Map.entry("0x80044150", "the database reported an error"),
            Map.entry("0x80044151", "the database took too long"),
            Map.entry("0x8006088a", "the request names a column or relationship that the table does not have"),
            Map.entry("0x80041103", "the table has no such column"),
            Map.entry("0x80041102", "there is no such table"),
            Map.entry("0x80048408", "the status does not belong to the state: map both together"),
            Map.entry("0x80048cea", "the currencies of the row and its price list differ"),
            Map.entry("0x80048cfb", "an amount needs a currency"),
            Map.entry("0x8004022e", "the row is closed and read-only"),
            Map.entry("0x80044352", "the delta token has expired, or the table's definition has changed"),
            Map.entry("0x80072491", "change tracking is off: turn it on in the table's properties"),
            Map.entry("0x80072492", "change tracking is not possible for an intersect table"),
            Map.entry("0x80072321", "the execution time of 5 minutes is used up"),
            Map.entry("0x80072322", "the requests of 5 minutes are used up"),
            Map.entry("0x80072326", "too many requests at a time"));

    private ErrorCodes() {}

    /** What the code means, in our words; null for one that is not listed. */
    static @Nullable String meaning(String code) {
        return MEANINGS.get(code);
    }

    /** Whether a service protection limit turned the request away before it ran. */
    static boolean isLimit(String code) {
        return code.equals("0x80072321") || code.equals("0x80072322") || code.equals("0x80072326");
    }
}
