package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.StateChange;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Sees that every mapped field is still there and of the kind that it had when the mapping was first used. A pair of which one is
 * not takes no part in runs: its rules were made for another field.
 */
final class SchemaWatch {
    /** How old a description may be; after an answer that a request makes no sense, none is old enough. */
    static final Duration AGE = Duration.ofHours(6);

    private static final String DRIFTED = "schema drifted";
    private static final String FIELDS = "fields of ";
    private static final String NONE = "NONE";

    private final Session session;
    private final ObjectPair pair;

    SchemaWatch(Session session, ObjectPair pair) {
        this.session = session;
        this.pair = pair;
    }

    /** The state with the fields as they are now, which is what they are held to from here on. */
    PairState noted(PairState state) {
        PairState noted = state.withoutNote(DRIFTED);
        for (Side side : Side.values()) {
            for (ObjectType type : pair.types(side)) {
                noted = noted.withNote(FIELDS + type, text(kinds(side, type)));
            }
        }
        return noted;
    }

    /** The state with nothing to be held to: the next run takes the fields as they are. */
    static PairState accepting(PairState state) {
        PairState accepting = state.withoutNote(DRIFTED);
        for (String name : state.notes().keySet()) {
            accepting = name.startsWith(FIELDS) ? accepting.withoutNote(name) : accepting;
        }
        return accepting;
    }

    /** Why the pair is suspended, with the remedy; null if it is not. */
    static @Nullable String trouble(PairState state) {
        return state.notes().get(DRIFTED);
    }

    /** @throws ConnectorException if a field is not what it was */
    void check() {
        PairState state = session.pair(pair.id());
        boolean known = true;
        for (Side side : Side.values()) {
            for (ObjectType type : pair.types(side)) {
                session.endpoint(side).renew(type, session.now(), AGE);
                String before = state.notes().get(FIELDS + type);
                known &= before != null;
                if (before != null) {
                    compare(side, type, before);
                }
            }
        }
        if (!known) {
            session.commit(new StateChange().pair(pair.id(), noted(state)));
        } else if (trouble(state) != null) {
            session.commit(new StateChange().pair(pair.id(), state.withoutNote(DRIFTED)));
        }
    }

    private void compare(Side side, ObjectType type, String before) {
        SortedMap<String, String> now = kinds(side, type);
        for (String field : before.split(" ", -1)) {
            int end = field.lastIndexOf('=');
            String kind = end < 0 ? NONE : field.substring(end + 1);
            String found = end < 0 ? null : now.get(field.substring(0, end));
            if (found != null && !kind.equals(NONE) && !found.equals(kind)) {
                session.endpoint(side).forget(type);
                throw drifted(type, field.substring(0, end), kind, found);
            }
        }
    }

    private ConnectorException drifted(ObjectType type, String field, String kind, String found) {
        String what = found.equals(NONE)
                ? "The field " + field + " of " + type + " is gone"
                : "The field " + field + " of " + type + " held " + kind + " and now holds " + found;
        String trouble =
                what + "; the pair " + pair.id() + " is suspended. Bring the field back, or correct the mapping and "
                        + "call pairs().acceptSchema(\"" + pair.id() + "\")";
        PairState state = session.pair(pair.id());
        if (!trouble.equals(trouble(state))) {
            session.commit(new StateChange().pair(pair.id(), state.withNote(DRIFTED, trouble)));
        }
        return new ConnectorException(Category.INVALID, trouble);
    }

    private SortedMap<String, String> kinds(Side side, ObjectType type) {
        ObjectSchema schema = session.endpoint(side).schema(type);
        SortedMap<String, String> kinds = new TreeMap<>();
        for (String name : new TreeSet<>(pair.fields(side, type))) {
            FieldSchema field = schema.field(name);
            kinds.put(name, field == null ? NONE : field.kind().name());
        }
        return kinds;
    }

    private static String text(SortedMap<String, String> kinds) {
        StringBuilder text = new StringBuilder();
        kinds.forEach((name, kind) ->
                text.append(text.isEmpty() ? "" : " ").append(name).append('=').append(kind));
        return text.toString();
    }
}
