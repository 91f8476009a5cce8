package io.github.tandemsync.examples.quickstart;

import io.github.tandemsync.core.engine.SyncListener;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.examples.quickstart.Systems.Connectors;
import io.github.tandemsync.mapping.Mapping;
import io.github.tandemsync.mapping.Mappings;
import io.github.tandemsync.state.jdbc.JdbcStateStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What an application that syncs is made of: connectors, a mapping, a store, a runner. The part to copy. {@link #close} ends it
 * as the end of its process would.
 */
final class Application implements AutoCloseable {
    static final String CONNECTION = "quickstart";
    static final String PAIR = "company-account";

    private final Connectors connectors;
    private final StateStore store;
    private final ObjectPair pair;
    private final SyncRunner runner;

    private Application(Connectors connectors, StateStore store, ObjectPair pair, SyncRunner runner) {
        this.connectors = connectors;
        this.store = store;
        this.pair = pair;
        this.runner = runner;
    }

    static Application open(Systems systems, Path file, SyncListener listener) {
        Connectors connectors = systems.connect();
        ObjectPair pair = mapping().compile(type -> connectors.of(type).schema(type));
        StateStore store = JdbcStateStore.open("jdbc:sqlite:" + file);
        SyncRunner runner = SyncRunner.builder()
                .connection(CONNECTION)
                .left(connectors.hubspot())
                .right(connectors.dynamics())
                .pair(pair)
                .stateStore(store)
                .listener(listener)
                .build();
        connectors.hubspot().prepare(Systems.COMPANIES); // the first write, after whatever may be refused
        return new Application(connectors, store, pair, runner);
    }

    private static Mapping mapping() {
        String file = PAIR + ".yaml";
        try (InputStream in = Objects.requireNonNull(Application.class.getResourceAsStream(file), file)) {
            return Mappings.parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    SyncRunner runner() {
        return runner;
    }

    ObjectPair pair() {
        return pair;
    }

    /** The servers' truths, in the words of their schemas. */
    Truths truths(Systems systems) {
        return new Truths(
                systems,
                connectors.hubspot().schema(Systems.COMPANIES),
                connectors.dynamics().schema(Systems.ACCOUNT));
    }

    @Override
    public void close() {
        runner.close();
        store.close();
        connectors.close();
    }
}
