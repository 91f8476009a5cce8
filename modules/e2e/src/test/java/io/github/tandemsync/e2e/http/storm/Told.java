package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.StateStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the history reports, oldest event first: who lost, what two records go on differing in, and which go on alone. */
final class Told {
    /** Both sides keep what they hold. */
    private static final Set<Kind> APART = EnumSet.of(Kind.REFUSED, Kind.PARKED, Kind.FROZEN, Kind.DRIFT);

    private static final Set<Kind> WRITES = EnumSet.of(Kind.CREATED, Kind.UPDATED, Kind.CLEARED);

    private final Map<String, String> origins;
    private final List<Lost> lost = new ArrayList<>();
    private final List<Apart> apart = new ArrayList<>();
    private final Map<String, Instant> written = new HashMap<>();
    private final TreeSet<String> alone = new TreeSet<>();
    private final Set<String> linked = new HashSet<>();

    /** A value that is gone from a record. */
    private record Lost(@Nullable String id, String field, String value, Instant at) {}

    /** What two records hold in a field, and both keep; values of a frozen rule may be others since. */
    private record Apart(String left, String right, String field, String leftValue, String rightValue, boolean frozen) {
        boolean names(String one, String oneValue, String other, String otherValue) {
            return (left.equals(one) && right.equals(other) && (frozen || is(oneValue, otherValue)))
                    || (left.equals(other) && right.equals(one) && (frozen || is(otherValue, oneValue)));
        }

        private boolean is(String onLeft, String onRight) {
            return leftValue.equals(onLeft) && rightValue.equals(onRight);
        }
    }

    /** @param origins of all records of both systems by their ids: a reference is told by the origin of its target */
    Told(Map<String, String> origins) {
        this.origins = origins;
    }

    static Told by(StateStore store, ConnectionId connection, SideTruth left, SideTruth right) {
        Map<String, String> origins = new HashMap<>(left.originById());
        origins.putAll(right.originById());
        Told told = new Told(origins);
        HistoryQuery query = HistoryQuery.of(connection);
        int skip = 0;
        List<HistoryEntry> page;
        do {
            page = store.history(query.page(skip, 1000));
            page.forEach(told::take);
            skip += page.size();
        } while (!page.isEmpty());
        return told;
    }

    void take(HistoryEntry event) {
        RecordRef other = event.other();
        if (event.kind() == Kind.LINKED && other != null) {
            alone.removeAll(List.of(event.ref().id(), other.id()));
            linked.add(join(event, event.ref(), other));
            linked.add(join(event, other, event.ref()));
        } else if (event.kind() == Kind.CONFLICT && !event.open()) {
            texts(event.before())
                    .forEach((field, value) -> lost.add(new Lost(event.ref().id(), field, value, event.at())));
        } else if (event.rule() != null && other != null && (APART.contains(event.kind()) || event.open())) {
            apart(event, other);
        } else if (WRITES.contains(event.kind())) {
            written(event);
        } else if (goesOnAlone(event)) {
            alone.add(event.ref().id());
        }
    }

    /** A record that is created without a field is created with an empty one. */
    private void written(HistoryEntry event) {
        Map<String, String> values = texts(event.after());
        if (event.kind() == Kind.CREATED) {
            SideTruth.FIELDS.forEach(field -> values.putIfAbsent(field, ""));
        }
        values.forEach((field, value) ->
                written.putIfAbsent(join(field, value, event.ref().id()), event.at()));
    }

    /** A link that is made in that run comes before what is said about it. */
    private boolean goesOnAlone(HistoryEntry event) {
        RecordRef other = event.other();
        return switch (event.kind()) {
            case UNLINKED, REFUSED, AMBIGUOUS -> true;
            case RESTORED, ADOPTED -> other == null || !linked.contains(join(event, event.ref(), other));
            default -> false;
        };
    }

    private static String join(HistoryEntry event, RecordRef one, RecordRef other) {
        return join(event.run(), one.toString(), other.toString());
    }

    private static String join(String... parts) {
        return String.join(" ", parts);
    }

    private void apart(HistoryEntry event, RecordRef other) {
        boolean left = event.side() == Side.LEFT;
        Map<String, String> rights = texts(event.after());
        texts(event.before())
                .forEach((field, value) -> apart.add(new Apart(
                        left ? event.ref().id() : other.id(),
                        left ? other.id() : event.ref().id(),
                        field,
                        value,
                        rights.getOrDefault(field, ""),
                        event.kind() == Kind.FROZEN)));
    }

    private Map<String, String> texts(Values of) {
        Map<String, String> texts = new HashMap<>();
        of.toMap().forEach((field, value) -> {
            String name = Truths.FIELD.get(field);
            if (name != null) {
                texts.put(name, text(name, value));
            }
        });
        return texts;
    }

    private String text(String field, FieldValue value) {
        return value instanceof FieldValue.Reference reference
                ? origins.getOrDefault(reference.target().id(), "")
                : Truths.canonical(field, value.display());
    }

    /** Whether a report names the word as one that is gone from a record of these. */
    boolean isLost(Word word, Set<String> ids) {
        return lost.stream()
                .anyMatch(one -> ids.contains(one.id())
                        && one.field().equals(word.field())
                        && one.value().equals(word.value())
                        && !one.at().isBefore(word.at()));
    }

    /** Whether a report names the two values as what the two records go on with. */
    boolean differ(String field, String one, String oneValue, String other, String otherValue) {
        return apart.stream()
                .anyMatch(pair -> pair.field().equals(field) && pair.names(one, oneValue, other, otherValue));
    }

    /** Whether a report, from before the word, says that one of the records got what the deed put into its field. */
    boolean isWritten(Word word, Deed deed, Set<String> ids) {
        String value = deed.values().getOrDefault(word.field(), "");
        return ids.stream()
                .map(id -> written.getOrDefault(join(word.field(), value, id), Instant.MAX))
                .anyMatch(at -> !at.isAfter(word.at()));
    }

    /** Whether the last report about the record says that it goes on alone. */
    boolean isAlone(String id) {
        return alone.contains(id);
    }
}
