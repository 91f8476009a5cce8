package io.github.tandemsync.dynamics.connector;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.dynamics.Answer;
import io.github.tandemsync.dynamics.ApiError;
import io.github.tandemsync.dynamics.Column;
import io.github.tandemsync.dynamics.Row;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an answer says about a write. */
final class Outcome {
    /** Where a limit does not say how long it lasts. */
    static final Duration DEFAULT_WAIT = Duration.ofSeconds(30);

    private static final Set<String> TAKEN =
            Set.of(ApiError.DUPLICATE, ApiError.DUPLICATE_KEY, ApiError.DUPLICATE_DETECTED);
    private static final Pattern GUID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final WriteRequest request;
    private final Outgoing sent;
    private final TableCodec codec;

    Outcome(WriteRequest request, Outgoing sent, TableCodec codec) {
        this.request = request;
        this.sent = sent;
        this.codec = codec;
    }

    WriteAnswer of(@Nullable Answer answer) {
        if (answer == null) {
            return new WriteAnswer.Unknown("the batch holds no readable answer to this write");
        }
        return answer.successful() ? done(answer) : failed(answer, answer.error());
    }

    private WriteAnswer done(Answer answer) {
        if (answer.status() == 204) {
            return new WriteAnswer.Done(sent.ref(), null, null, sent.refusals());
        }
        try {
            Row row = answer.row();
            if (!codec.ref(row).equals(sent.ref())) {
                return new WriteAnswer.Unknown("the answer is about another row");
            }
            String etag = row.etag();
            return new WriteAnswer.Done(
                    sent.ref(), etag == null ? null : new Stamp(etag), asStored(row), sent.refusals());
        } catch (ConnectorException | IllegalStateException | IllegalArgumentException unreadable) {
            return new WriteAnswer.Unknown("the answer to this write can not be read");
        }
    }

    /** A column that can not be read is left out: unknown. */
    private Values asStored(Row row) {
        SortedMap<String, FieldValue> values = new TreeMap<>();
        for (Column column : sent.columns()) {
            try {
                FieldValue value = ColumnDecoder.decode(column, row);
                if (value != null) {
                    values.put(column.name(), value);
                }
            } catch (ColumnDecoder.Unreadable unknown) {
                values.remove(column.name());
            }
        }
        return Values.of(values);
    }

    private WriteAnswer failed(Answer answer, ApiError error) {
        if (error.isLimit()) {
            Duration after = answer.retryAfter();
            return new WriteAnswer.Retry(after == null ? DEFAULT_WAIT : after, error.toString());
        }
        if (!error.refused()) {
            return new WriteAnswer.Unknown("the server failed at this write: " + error);
        }
        if (error.code().equals(ApiError.NOT_FOUND) && isAboutThisRow(error.message())) {
            return gone(error);
        }
        if (request instanceof WriteRequest.Create && TAKEN.contains(error.code())) {
            boolean byId = error.code().equals(ApiError.DUPLICATE);
            return new WriteAnswer.Exists(byId ? sent.ref() : null, error + ": " + Words.reason(error, sent.sent()));
        }
        if (isMoved(error)) {
            return new WriteAnswer.Moved(error.toString());
        }
        String code = error.code().isEmpty() ? Integer.toString(error.status()) : error.code();
        return new WriteAnswer.Refused(code, Words.reason(error, sent.sent()), error.isAboutRights());
    }

    /** A row that a lookup points to may be the missing one. */
    private boolean isAboutThisRow(String message) {
        if (request instanceof WriteRequest.Create) {
            return false;
        }
        Matcher named = GUID.matcher(message);
        return !named.find()
                || named.group().toLowerCase(Locale.ROOT).equals(sent.ref().id());
    }

    private WriteAnswer gone(ApiError error) {
        boolean deleted = request instanceof WriteRequest.Remove remove && remove.how() != WriteRequest.How.DEACTIVATE;
        return deleted ? WriteAnswer.Done.of(sent.ref(), null, null) : new WriteAnswer.Moved(error.toString());
    }

    private boolean isMoved(ApiError error) {
        boolean conditional = !(request instanceof WriteRequest.Create);
        return conditional
                && (error.code().equals(ApiError.VERSION_MISMATCH)
                        || (error.status() == 412 && !TAKEN.contains(error.code())));
    }
}
