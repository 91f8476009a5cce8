package io.github.tandemsync.e2e.http;

import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.state.jdbc.JdbcStateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Another process that has a store open until its parent is gone. */
final class StoreHolder {
    static final String READY = "READY";

    private StoreHolder() {}

    public static void main(String[] args) throws IOException {
        StateStore store = JdbcStateStore.open("jdbc:sqlite:" + args[0]);
        System.out.println(READY);
        System.in.read();
        store.close();
    }

    static Process start(Path file) throws IOException {
        return ChildJvm.of(StoreHolder.class, List.of("-Xmx64m"), List.of(file.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
