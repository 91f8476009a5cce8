package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Reason;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A pair's links that are paused because one of the two is out, read from the store page by page. */
final class PausedLinks {
    private final Settings settings;
    private final PairId pair;

    PausedLinks(Settings settings, PairId pair) {
        this.settings = settings;
        this.pair = pair;
    }

    /** Each once. A link that nobody has looked at yet is not one of them. */
    void each(Consumer<PausedLink> sink) {
        LiveLinks.each(settings, pair, link -> {
            Reason paused = link.paused();
            if (paused != null && Membership.isPaused(paused)) {
                sink.accept(new PausedLink(pair, link.id(), paused));
            }
        });
    }

    long count() {
        AtomicLong count = new AtomicLong();
        each(link -> count.incrementAndGet());
        return count.get();
    }
}
