package io.github.tandemsync.simulators.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Callbacks at the two moments that matter for races and kill tests. They run on the thread of the request, outside the vendor's
 * lock, so that they may act as a user, block, or kill the client. Thread safe.
 */
public final class Hooks {
    private final List<Consumer<Request>> arrivals = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<Request, Reply>> commits = new CopyOnWriteArrayList<>();

    /** Called when a request has arrived and before anything is done. */
    public void onArrival(Consumer<Request> action) {
        arrivals.add(action);
    }

    /** Called after the vendor has carried the request out and before the first byte of the answer is sent. */
    public void afterCommit(BiConsumer<Request, Reply> action) {
        commits.add(action);
    }

    /** Removes all callbacks. */
    public void clear() {
        arrivals.clear();
        commits.clear();
    }

    void arrived(Request request) {
        arrivals.forEach(action -> action.accept(request));
    }

    void committed(Request request, Reply reply) {
        commits.forEach(action -> action.accept(request, reply));
    }
}
