package io.github.tandemsync.benchmarks.load;

import io.github.tandemsync.core.engine.StageExecutor;
import io.github.tandemsync.core.engine.SyncListener;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.mapping.Mappings;
import io.github.tandemsync.state.jdbc.JdbcStateStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An application that syncs: as the one of the quickstart, over made-up systems and with a clock that can be put forward. */
final class Application implements AutoCloseable {
    static final String PAIR = "company-account";

    private static final String MAPPING = PAIR + ".yaml";

    private final GeneratedHubSpot hubspot;
    private final GeneratedDataverse dynamics;
    private final StateStore store;
    private final SyncRunner runner;
    private @Nullable Meter meter;

    /**
     * @param file of the store; not there yet
     * @param stages runs the calls of a stage
     */
    Application(
            GeneratedHubSpot hubspot, GeneratedDataverse dynamics, LoadClock clock, Path file, StageExecutor stages) {
        this.hubspot = hubspot;
        this.dynamics = dynamics;
        this.store = JdbcStateStore.builder("jdbc:sqlite:" + file).clock(clock).open();
        this.runner = SyncRunner.builder()
                .connection("load")
                .left(hubspot)
                .right(dynamics)
                .pair(Mappings.parse(MAPPING, mapping())
                        .compile(type -> type.equals(hubspot.type()) ? hubspot.schema(type) : dynamics.schema(type)))
                .stateStore(store)
                .clock(clock)
                .executor(stages)
                .listener(new SyncListener() {
                    @Override
                    public void progress(PairId pair, Stage stage, long done) {
                        reached(done);
                    }
                })
                .build();
        runner.pairs().enable(PAIR);
    }

    private static String mapping() {
        try (InputStream in = Objects.requireNonNull(Application.class.getResourceAsStream(MAPPING), MAPPING)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    GeneratedHubSpot hubspot() {
        return hubspot;
    }

    GeneratedDataverse dynamics() {
        return dynamics;
    }

    SyncRunner runner() {
        return runner;
    }

    /** Takes note of progress from now on. */
    void measuredBy(Meter next) {
        meter = next;
    }

    void reached(long done) {
        Meter present = meter;
        if (present != null) {
            present.reached(done);
        }
    }

    @Override
    public void close() {
        runner.close();
        store.close();
    }
}
