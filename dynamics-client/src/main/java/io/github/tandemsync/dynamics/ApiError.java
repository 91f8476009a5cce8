package io.github.tandemsync.dynamics;

import java.util.Set;

/**
 * An error answer. {@code toString} shows the code only: the message is the server's or a plug-in's, and may hold content.
 *
 * @param status HTTP status
 * @param code such as {@code 0x80040217}, in lower case; empty where the server gave none
 * @param message the server's words; empty where the answer was not the documented shape
 */
public record ApiError(int status, String code, String message) {
    /** The row is not there. */
    public static final String NOT_FOUND = "0x80040217";
    /** The same primary key, or a unique index. */
    public static final String DUPLICATE = "0x80040237";
    /** An alternate key is taken. */
    public static final String DUPLICATE_KEY = "0x80060892";
    /** A duplicate detection rule found something similar. */
    public static final String DUPLICATE_DETECTED = "0x80040333";
    /** Stale {@code If-Match}. */
    public static final String VERSION_MISMATCH = "0x80060882";
    /** The delta token is too old, or the table's metadata changed. */
    public static final String EXPIRED_TOKEN = "0x80044352";
    /** A plug-in or workflow of the organisation refused. */
    public static final String PLUGIN_REFUSED = "0x80040265";

    /** The user lacks a privilege, may not write this row, or has no role; the last one: it is disabled. */
    private static final Set<String> RIGHTS = Set.of("0x80040220", "0x80048306", "0x80042f09", "0x80040225");

    private static final String SQL_ERROR = "0x80044150";
    private static final String SQL_TIMEOUT = "0x80044151";

    /** What the code means and what to do about it, in this library's words; empty for a code it does not know. */
    public String meaning() {
        String meaning = ErrorCodes.meaning(code);
        return meaning == null ? "" : meaning;
    }

    /** Whether a service protection limit turned the request away before it ran. */
    public boolean isLimit() {
        return status == 429 || ErrorCodes.isLimit(code);
    }

    /**
     * Whether the request certainly did not take effect. False for what a server says about itself (5xx, a time-out), unless it
     * comes with the code of a rule that refused.
     */
    public boolean refused() {
        boolean byStatus = status / 100 == 4 && status != 408;
        boolean byCode = !meaning().isEmpty() && !code.equals(SQL_ERROR) && !code.equals(SQL_TIMEOUT);
        return byStatus || byCode;
    }

    /** Whether a right is missing: a privilege of the table, access to this row, or the right to a secured column. */
    public boolean isAboutRights() {
        return status == 403 || RIGHTS.contains(code);
    }

    @Override
    public String toString() {
        return status + (code.isEmpty() ? "" : " " + code);
    }
}
