package io.github.tandemsync.e2e.simulation;

import io.github.tandemsync.core.engine.PlanItem;
import io.github.tandemsync.core.engine.StageExecutor;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.e2e.simulation.world.EngineUnderTest;
import io.github.tandemsync.e2e.simulation.world.PlannedWrite;
import java.util.List;

/** The real engine, as the simulation drives it. */
public final class TandemEngine implements EngineUnderTest {
    private final SyncRunner runner;
    private final String pair;

    private TandemEngine(Setup setup) {
        pair = setup.pair().id().value();
        runner = SyncRunner.builder()
                .connection(setup.connection().value())
                .left(setup.left())
                .right(setup.right())
                .pair(setup.pair())
                .stateStore(setup.store())
                .clock(setup.clock())
                .ids(setup.ids())
                .holder(setup.holder())
                .leaseTerm(setup.lease())
                .settleTime(setup.settle())
                .removalScan(setup.removalScan())
                .roundSize(setup.roundSize())
                .executor(StageExecutor.direct())
                .build();
    }

    /** Starts one. */
    public static EngineUnderTest start(Setup setup) {
        return new TandemEngine(setup);
    }

    /** Starts engines by reflection, from inside another class loader. */
    public static final class Maker implements Factory {
        @Override
        public EngineUnderTest start(Setup setup) {
            return TandemEngine.start(setup);
        }
    }

    @Override
    public void enable() {
        runner.pairs().enable(pair);
    }

    @Override
    public List<String> cycle() {
        return runner.runOnce().problems().stream()
                .map(problem -> problem.where() + ": " + problem.message())
                .toList();
    }

    @Override
    public List<PlannedWrite> plan() {
        return runner.plan().writes().stream().map(TandemEngine::write).toList();
    }

    private static PlannedWrite write(PlanItem item) {
        Values values = Values.none();
        if (item.action() != PlanItem.Action.REMOVE) {
            for (PlanItem.FieldChange change : item.fields()) {
                values = values.with(change.field(), change.after());
            }
        }
        return new PlannedWrite(item.side(), item.ref(), values);
    }

    @Override
    public void close() {
        runner.close();
    }
}
