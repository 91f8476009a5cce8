package io.github.tandemsync.e2e.simulation.model;

import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What a server does with the engine's writes. */
final class EngineWrites {
    private final ModelServer server;
    private final Uniques uniques;
    private int count;

    EngineWrites(ModelServer server, Uniques uniques) {
        this.server = server;
        this.uniques = uniques;
    }

    /** How many took effect. */
    int count() {
        return count;
    }

    /**
     * Runs one write of the engine.
     *
     * @param origins which user creations the record of a new key descends from
     */
    WriteAnswer write(WriteRequest request, ToLongFunction<CreateKey> origins) {
        if (request instanceof WriteRequest.Create create) {
            return create(create, origins);
        }
        return request instanceof WriteRequest.Update update ? update(update) : remove((WriteRequest.Remove) request);
    }

    private WriteAnswer create(WriteRequest.Create request, ToLongFunction<CreateKey> origins) {
        ModelType type = server.type(request.type());
        String key = request.key().value();
        Row holder = uniques.holder(type, key, server.quirks().binHoldsKeys());
        if (holder != null) {
            return new WriteAnswer.Exists(
                    server.quirks().namesHolder() ? holder.survivor().ref() : null, "key taken");
        }
        WriteAnswer taken = taken(type, null, request.values());
        if (taken != null) {
            return taken;
        }
        if (refuses(request.values())) {
            return new WriteAnswer.Refused("VALIDATION", "a field was not accepted");
        }
        int number = server.rows().size() + 1;
        RecordRef ref = type.keyIsId() ? type.type().ref(key) : server.freshRef(type, number);
        Row row = new Row(type, ref, number, Author.ENGINE, origins.applyAsLong(request.key()));
        server.add(row, Map.of(), key);
        count++;
        return done(row, request.values(), store(row, request.values()));
    }

    private WriteAnswer update(WriteRequest.Update request) {
        Row row = server.row(request.ref());
        if (row == null || row.state != Row.State.LIVE) {
            return new WriteAnswer.Moved("not there any more");
        }
        if (moved(row, request.expected())) {
            return new WriteAnswer.Moved("another version");
        }
        if (row.hidden) {
            return WriteAnswer.Refused.forRights("FORBIDDEN", "no access to this record");
        }
        WriteAnswer taken = taken(row.type(), row, request.values());
        if (taken != null) {
            return taken;
        }
        if (refuses(request.values())) {
            return new WriteAnswer.Refused("VALIDATION", "a field was not accepted");
        }
        boolean traceless = isTraceless(row, request.values());
        row.version = traceless ? row.version : server.nextVersion(row);
        count++;
        SortedMap<String, String> refusals = store(row, request.values());
        if (!traceless) {
            server.renewed(row);
        }
        return done(row, request.values(), refusals);
    }

    private WriteAnswer remove(WriteRequest.Remove request) {
        Row row = server.row(request.ref());
        if (row == null || row.state == Row.State.REMOVED) {
            return WriteAnswer.Done.of(request.ref(), null, null);
        }
        if (moved(row, request.expected()) || row.state == Row.State.MERGED) {
            return new WriteAnswer.Moved("another version");
        }
        if (row.hidden) {
            return WriteAnswer.Refused.forRights("FORBIDDEN", "no access to this record");
        }
        count++;
        if (request.how() == WriteRequest.How.DEACTIVATE) {
            return deactivate(row);
        }
        server.remove(row, Author.ENGINE);
        return WriteAnswer.Done.of(request.ref(), null, null);
    }

    private WriteAnswer deactivate(Row row) {
        if (server.side() == Side.LEFT) {
            throw new IllegalArgumentException("HubSpot sets no record inactive: " + row);
        }
        row.inactive = true;
        server.renew(row);
        return WriteAnswer.Done.of(row.ref(), row.stamp(), null);
    }

    private boolean moved(Row row, @Nullable Stamp expected) {
        return row.type().traits().conditionalWrites() && expected != null && !expected.equals(row.stamp());
    }

    /** The answer where another record keeps one of the values to itself; null if none does. HubSpot names that record. */
    private @Nullable WriteAnswer taken(ModelType type, @Nullable Row row, Values values) {
        Row rival = uniques.rival(type, row, Field.DOMAIN, values.orEmpty(Field.DOMAIN.on(server.side())));
        if (rival == null) {
            return null;
        }
        server.feel(server.side() == Side.LEFT ? Hardship.NATURAL_KEY : Hardship.ALTERNATE_KEY);
        boolean named = server.side() == Side.LEFT && server.quirks().namesHolder();
        return new WriteAnswer.Exists(named ? rival.ref() : null, "unique value taken");
    }

    /** Whether the server refuses the request for its values, whatever it is sent with. */
    boolean refuses(WriteRequest request) {
        return (request instanceof WriteRequest.Create create && refuses(create.values()))
                || (request instanceof WriteRequest.Update update && refuses(update.values()));
    }

    private boolean refuses(Values values) {
        return server.quirks().refusing()
                && Canonical.text(values.orEmpty(Field.NAME.on(server.side()))).endsWith("9");
    }

    private SortedMap<String, String> store(Row row, Values values) {
        SortedMap<String, String> refusals = new TreeMap<>();
        values.forEach((name, value) -> {
            Field field = Field.named(server.side(), name);
            if (field == null) {
                throw new IllegalArgumentException("The server has no field " + name);
            }
            if (field == Field.PHONE
                    && server.quirks().ignoring()
                    && Canonical.text(value).endsWith("7")) {
                refusals.put(name, "not accepted in the present state");
            } else if (!value.isEmpty() || !row.value(field).isEmpty()) {
                server.record(row, field, value, Author.ENGINE);
            }
        });
        return refusals;
    }

    private WriteAnswer done(Row row, Values written, SortedMap<String, String> refusals) {
        return new WriteAnswer.Done(
                row.ref(),
                server.quirks().showsStamp() ? row.stamp() : null,
                server.quirks().showsStored() ? row.show(Set.copyOf(written.names())) : null,
                server.quirks().saysIgnored() ? refusals : new TreeMap<>());
    }

    /** Whether the write sets nothing but what leaves no trace. */
    private static boolean isTraceless(Row row, Values values) {
        return row.type().isTraceless(Field.PARENT) && values.names().equals(List.of(Field.PARENT.on(row.side())));
    }
}
