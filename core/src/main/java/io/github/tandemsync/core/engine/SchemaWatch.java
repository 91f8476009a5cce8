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
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sees that every mapped field is still there, of the kind that it had when the mapping was first used, and can still be written where
 * it could. A pair of which one is not takes no part in runs: its rules were made for another field.
 */
final class SchemaWatch {
    /** How old a description may be; after an answer that a request makes no sense, none is old enough. */
    static final Duration AGE = Duration.ofHours(6);

    private static final String DRIFTED = "schema drifted";
    private static final String FIELDS = "fields of ";
    private static final String NONE = "NONE";
    private static final String READ_ONLY = ":READ_ONLY";

    private final Session session;
    private final ObjectPair pair;

    SchemaWatch(Session session, ObjectPair pair) {
        this.session = session;
        this.pair = pair;
    }

    /** The state with nothing to be held to: the next run takes the fields as they are, and decides anew what was refused for them. */
    static PairState accepting(PairState state) {
        PairState accepting = state.withoutNote(DRIFTED);
        for (String name : state.notes().keySet()) {
            accepting = name.startsWith(FIELDS) ? accepting.withoutNote(name) : accepting;
        }
        return CatchUpNotes.reopened(accepting);
    }

    /** Why the pair is suspended, with the remedy; null if it is not. */
    static @Nullable String trouble(PairState state) {
        return state.notes().get(DRIFTED);
    }

    /**
     * Holds the fields to what they were, whatever else of the mapping was edited, and those that are mapped since to what they are. What
     * was refused for a field is decided anew once that is there again.
     *
     * @throws ConnectorException if a field is not what it was
     */
    void check() {
        PairState state = session.pair(pair.id());
        PairState now = state.withoutNote(DRIFTED);
        boolean back = trouble(state) != null;
        for (Side side : Side.values()) {
            for (ObjectType type : pair.types(side)) {
                session.endpoint(side).renew(type, session.now(), AGE);
                SortedMap<String, String> before = noted(state.notes().get(FIELDS + type));
                SortedMap<String, String> kinds = kinds(side, type);
                compare(side, type, before, kinds);
                back |= before.entrySet().stream()
                        .anyMatch(field -> isBack(field.getValue(), kinds.get(field.getKey())));
                now = now.withNote(FIELDS + type, text(kinds));
            }
        }
        if (!now.equals(state)) {
            session.commit(new StateChange().pair(pair.id(), back ? CatchUpNotes.reopened(now) : now));
        }
    }

    private static SortedMap<String, String> noted(@Nullable String note) {
        SortedMap<String, String> kinds = new TreeMap<>();
        for (String field : note == null ? new String[0] : note.split(" ", -1)) {
            int end = field.lastIndexOf('=');
            if (end >= 0) {
                kinds.put(field.substring(0, end), field.substring(end + 1));
            }
        }
        return kinds;
    }

    private void compare(Side side, ObjectType type, SortedMap<String, String> before, SortedMap<String, String> now) {
        before.forEach((field, kind) -> {
            String found = now.get(field);
            if (found != null && !kind.equals(NONE) && !found.equals(kind) && !isBack(kind, found)) {
                session.endpoint(side).forget(type);
                throw drifted(type, field, kind, found);
            }
        });
    }

    /** Whether a field that was not there is, or one that could not be written can be. */
    private static boolean isBack(String kind, @Nullable String found) {
        return found != null && !found.equals(kind) && (kind.equals(NONE) || (found + READ_ONLY).equals(kind));
    }

    private ConnectorException drifted(ObjectType type, String field, String kind, String found) {
        String what = "The field " + field + " of " + type + change(kind, found);
        String trouble =
                what + "; the pair " + pair.id() + " is suspended. Bring the field back, or correct the mapping and "
                        + "call pairs().acceptSchema(\"" + pair.id() + "\")";
        PairState state = session.pair(pair.id());
        if (!trouble.equals(trouble(state))) {
            session.commit(new StateChange().pair(pair.id(), state.withNote(DRIFTED, trouble)));
        }
        return new ConnectorException(Category.INVALID, trouble);
    }

    private static String change(String kind, String found) {
        if (found.equals(NONE)) {
            return " is gone";
        }
        return found.equals(kind + READ_ONLY)
                ? " can not be written any more"
                : " held " + plain(kind) + " and now holds " + plain(found);
    }

    private static String plain(String kind) {
        return kind.endsWith(READ_ONLY) ? kind.substring(0, kind.length() - READ_ONLY.length()) : kind;
    }

    private SortedMap<String, String> kinds(Side side, ObjectType type) {
        ObjectSchema schema = session.endpoint(side).schema(type);
        Set<String> written = written(side, type);
        SortedMap<String, String> kinds = new TreeMap<>();
        for (String name : new TreeSet<>(pair.fields(side, type))) {
            FieldSchema field = schema.field(name);
            boolean fixed = field != null && !field.updatable() && written.contains(name);
            kinds.put(name, field == null ? NONE : field.kind().name() + (fixed ? READ_ONLY : ""));
        }
        return kinds;
    }

    private Set<String> written(Side side, ObjectType type) {
        if (!pair.direction().writes(side)) {
            return Set.of();
        }
        return pair.variants(side, type).stream()
                .flatMap(variant -> variant.rules().stream())
                .filter(rule -> rule.direction().writes(side))
                .flatMap(rule -> rule.fields(side).stream())
                .collect(Collectors.toSet());
    }

    private static String text(SortedMap<String, String> kinds) {
        StringBuilder text = new StringBuilder();
        kinds.forEach((name, kind) ->
                text.append(text.isEmpty() ? "" : " ").append(name).append('=').append(kind));
        return text.toString();
    }
}
