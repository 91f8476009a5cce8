package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.e2e.http.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

    /**
     * @param name of the file with its output
     * @param arguments those of {@link SyncChild} before the site's
     */
    static Child start(Path directory, String name, List<String> arguments, Site site) throws IOException {
        Path output = directory.resolve(name + ".log");
        List<String> options = List.of("-Xmx160m", "-Djava.io.tmpdir=" + directory);
        List<String> all =
                new ArrayList<>(List.of(site.hubspot(), site.hubspotToken(), site.dynamics(), site.dynamicsToken()));
        all.addAll(arguments);
        Process process = ChildJvm.of(SyncChild.class, options, all)
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

    /** {@code SIGSTOP}: nothing of the child runs, and its clock goes on. */
    void suspend() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** {@code SIGCONT}. */
    void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("kill " + signal + " ended with " + status);
        }
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
