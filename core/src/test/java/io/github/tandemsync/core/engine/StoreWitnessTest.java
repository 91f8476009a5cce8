package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.StateStoreException;
import io.github.tandemsync.core.state.StoreWitness;
import io.github.tandemsync.core.state.memory.InMemoryStateStore.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is older than its witness is not believed, before anything is written. */
class StoreWitnessTest {
    private static final ConnectionId OTHER = new ConnectionId("other");

    private final Desk desk = new Desk();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aBackupThatIsRestoredWhileTheRunnerLivesIsNotBelieved() {
        SyncRunner runner = runner(StoreWitness.inMemory());
        assertNotBelieved(runner, () -> runner);
    }

    @Test
    void aBackupThatIsRestoredWhileNoProcessLivesIsNotBelievedByTheWitnessInAFile() {
        SyncRunner runner = runner(StoreWitness.inFile(folder.resolve("witness")));
        assertNotBelieved(runner, () -> {
            runner.close();
            return runner(StoreWitness.inFile(folder.resolve("witness")));
        });
    }

    @Test
    void aStoreThatIsNotOlderIsBelieved() {
        SyncRunner runner = runner(StoreWitness.inFile(folder.resolve("witness")));
        inStep(runner);
        runner.close();
        SyncRunner again = runner(StoreWitness.inFile(folder.resolve("witness")));
        desk.left.put("firm", "1", "next");

        assertThat(again.runOnce().ok()).isTrue();
        assertThat(desk.right.names("firm")).containsExactly("next");
        assertThat(again.pairs().isRecovering("firms")).isFalse();
    }

    @Test
    void aQuietRunTellsTheWitnessNothing() {
        SyncRunner runner = runner(StoreWitness.inFile(folder.resolve("witness")));
        inStep(runner);
        runner.runOnce();
        long before = generation();
        runner.runOnce();
        assertThat(generation()).isEqualTo(before).isPositive();
    }

    @Test
    void aFileKeepsTheHighestOfEachConnection() throws IOException {
        Path file = folder.resolve("witness");
        StoreWitness witness = StoreWitness.inFile(file);
        assertThat(witness.generation(OTHER)).isZero();
        witness.saw(OTHER, 7);
        witness.saw(Desk.CONNECTION, 3);
        witness.saw(OTHER, 5);

        assertThat(StoreWitness.inFile(file).generation(OTHER)).isEqualTo(7);
        assertThat(StoreWitness.inFile(file).generation(Desk.CONNECTION)).isEqualTo(3);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void witnessesOfSeveralConnectionsShareAFile() throws Exception {
        int rounds = 100;
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("real")));
        List<Path> spellings = List.of(
                folder.resolve("real/witness"), folder.resolve("real/../real/witness"), link.resolve("witness"));
        CyclicBarrier together = new CyclicBarrier(spellings.size());
        ExecutorService threads = Executors.newFixedThreadPool(spellings.size());
        try {
            List<Future<Void>> told = new ArrayList<>();
            for (Path file : spellings) {
                ConnectionId connection = new ConnectionId("c" + told.size());
                told.add(threads.submit(() -> {
                    StoreWitness witness = StoreWitness.inFile(file);
                    for (int generation = 1; generation <= rounds; generation++) {
                        together.await(10, TimeUnit.SECONDS);
                        witness.saw(connection, generation);
                        assertThat(witness.generation(connection)).isEqualTo(generation);
                    }
                    return null;
                }));
            }
            for (Future<Void> one : told) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(Files.readAllLines(folder.resolve("real/witness")))
                .containsExactly(rounds + " c0", rounds + " c1", rounds + " c2");
        try (var files = Files.list(folder.resolve("real"))) {
            assertThat(files).containsExactly(folder.resolve("real/witness"));
        }
    }

    @Test
    void aFileThatIsDamagedOrCanNotBeWrittenSaysWhatToDo() throws IOException {
        Path file = folder.resolve("witness");
        Files.writeString(file, "seven other\n");
        assertThatThrownBy(() -> StoreWitness.inFile(file).generation(OTHER))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("runner.recover()");
        StoreWitness nowhere = StoreWitness.inFile(folder.resolve("missing").resolve("witness"));
        assertThatThrownBy(() -> nowhere.saw(OTHER, 1))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("can not be written");
    }

    private void assertNotBelieved(SyncRunner runner, Supplier<SyncRunner> next) {
        inStep(runner);
        Snapshot backup = desk.store.snapshot();
        desk.left.put("firm", "1", "Contoso AG");
        runner.runOnce();
        desk.right.put("firm", "r1", "Contoso"); // back to what the backup knows
        SyncRunner then = next.get();
        desk.store.restore(backup);
        desk.pass(SyncRunnerBuilder.LEASE_TERM.multipliedBy(2));

        SyncReport report = then.runOnce();

        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).isEqualTo("connection desk");
            assertThat(problem.message()).contains("older than it was", "recovery rules");
        });
        assertThat(report.writes()).isZero();
        assertThat(desk.right.names("firm")).containsExactly("Contoso");
        assertThat(then.conflicts().count()).isEqualTo(1);
        assertThat(then.runOnce().ok()).as("it is told once").isTrue();
    }

    private void inStep(SyncRunner runner) {
        desk.left.put("firm", "1", "Contoso");
        desk.right.put("firm", "r1", "Contoso");
        assertThat(runner.runOnce().ok()).isTrue();
    }

    private long generation() {
        return StoreWitness.inFile(folder.resolve("witness")).generation(Desk.CONNECTION);
    }

    private SyncRunner runner(StoreWitness witness) {
        return Desk.enabled(desk.builder(
                        "runner",
                        desk.firmsPair(DeletePolicy.UNLINK, new SameName()).build())
                .witness(witness)
                .build());
    }
}
