package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.e2e.http.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child JVM that runs {@link SyncChild}; its output goes to a file. */
final class Child {
    private final Process process;
    private final Path output;

    private Child(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static Child start(Path directory, int life, String holder, Site site) throws IOException {
        Path output = directory.resolve("life-" + life + ".log");
        List<String> options = List.of("-Xmx160m", "-Djava.io.tmpdir=" + directory);
        List<String> arguments = List.of(
                directory.resolve("state.db").toString(),
                holder,
                site.hubspot(),
                site.hubspotToken(),
                site.dynamics(),
                site.dynamicsToken());
        Process process = ChildJvm.of(SyncChild.class, options, arguments)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Child(process, output);
    }

    /** Waits until the child syncs; false if it did not come that far. */
    boolean awaitReady(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            if (output().contains(SyncChild.READY)) {
                return true;
            }
            Thread.sleep(10);
        }
        return false;
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** {@code SIGKILL}: nothing of the child runs any more, no hook and no finally. */
    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("A killed child lives on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a child was killed", e);
        }
    }
}
