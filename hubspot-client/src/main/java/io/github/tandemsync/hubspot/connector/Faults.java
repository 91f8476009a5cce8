package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.transport.TransportException;
import io.github.tandemsync.hubspot.BatchError;
import io.github.tandemsync.hubspot.HubSpotException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What an error says about a write. */
final class Faults {
    /** Given to every item of a batch that was refused as a whole: sent one by one, each has its own answer. */
    static final String BATCH_REFUSED = "batch-refused";

    static final WriteAnswer NO_ID = new WriteAnswer.Refused(
            "invalid-id",
            "a HubSpot record id is up to 20 digits, and this one is not: give the one that HubSpot shows as Record ID");

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final Set<String> GONE = Set.of("OBJECT_NOT_FOUND", "NOT_FOUND", "RESOURCE_NOT_FOUND");
    private static final Set<String> RIGHTS = Set.of("MISSING_SCOPES", "FORBIDDEN");
    private static final Set<String> LATER = Set.of("RATE_LIMITS", "RATE_LIMIT");
    private static final Set<String> OPEN = Set.of("INTERNAL_ERROR", "TIMEOUT", "UNKNOWN");

    private Faults() {}

    /** Which kind of write it was. */
    enum Write {
        CREATE,
        UPDATE,
        REMOVE
    }

    /**
     * The answers for all items of a batch that has no answer of its own.
     *
     * @throws ConnectorException the fault itself, where it is about the credentials and nothing ran
     */
    static List<WriteAnswer> whole(TransportException fault, ObjectType type, Write write, int items) {
        return Collections.nCopies(items, whole(fault, type, write, items == 1));
    }

    private static WriteAnswer whole(TransportException fault, ObjectType type, Write write, boolean single) {
        String reason = String.valueOf(fault.getMessage());
        if (fault.mayHaveRun()) {
            return new WriteAnswer.Unknown(reason);
        }
        if (fault.category() == Category.UNAUTHORIZED || fault.category() == Category.FORBIDDEN) {
            throw fault;
        }
        if (fault.category() != Category.INVALID) {
            Duration wait = fault.retryAfter();
            return new WriteAnswer.Retry(wait == null ? SOON : wait, reason);
        }
        return single && fault instanceof HubSpotException refused
                ? item(refused.asItem(), type, write)
                : new WriteAnswer.Refused(BATCH_REFUSED, reason);
    }

    /** The answer for one item that has an error of its own. */
    static WriteAnswer item(BatchError error, ObjectType type, Write write) {
        String code = error.category().isEmpty() ? "status-" + error.status() : error.category();
        if (LATER.contains(error.category())) {
            return new WriteAnswer.Retry(SOON, error.words());
        }
        if (OPEN.contains(error.category())) {
            return new WriteAnswer.Unknown(code + ", " + error.words());
        }
        if (write == Write.CREATE && isTaken(error)) {
            String existing = error.existingId();
            return new WriteAnswer.Exists(existing == null ? null : type.ref(existing), error.words());
        }
        if (write != Write.CREATE && (error.status() == NOT_FOUND || GONE.contains(error.category()))) {
            return new WriteAnswer.Moved("the record is not there any more");
        }
        boolean forRights = error.status() == FORBIDDEN || RIGHTS.contains(error.category());
        return new WriteAnswer.Refused(code, error.words(), forRights);
    }

    /**
     * Only an e-mail address is documented to answer 409; for other unique values HubSpot's words are not documented, so every way
     * in which it may say so is taken.
     */
    private static boolean isTaken(BatchError error) {
        String all = String.join(" ", error.category(), error.subCategory(), String.join(" ", error.codes()))
                .toUpperCase(Locale.ROOT);
        String words = error.words().toLowerCase(Locale.ROOT);
        return error.status() == CONFLICT
                || error.existingId() != null
                || all.contains("CONFLICT")
                || all.contains("DUPLICATE")
                || all.contains("ALREADY_EXISTS")
                || words.contains("already exists")
                || words.contains("already has that value");
    }
}
