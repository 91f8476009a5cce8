package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.simulators.hubspot.HubSpotAnswers;
import io.github.tandemsync.simulators.server.Fault;
import io.github.tandemsync.simulators.server.Reply;
import io.github.tandemsync.simulators.server.Request;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What goes wrong between the sync and the systems, drawn from a seed. */
final class Weather {
    private final Random random;
    private final int percent;
    private final Map<Kind, Integer> met = new EnumMap<>(Kind.class);

    enum Kind {
        /** The connection closes before anything is done. */
        LOST_REQUEST,
        /** It closes when all is done. */
        LOST_ANSWER,
        /** It closes in the middle of the answer. */
        CUT_ANSWER,
        /** A whole answer whose body ends too early. */
        SHORT_BODY,
        /** A proxy answers in HTML, and nothing is done. */
        UNAVAILABLE,
        /** A proxy answers in HTML, and all is done. */
        GATEWAY,
        /** 429, though all limits were kept. */
        LIMITED,
        /** All is done, and the answer tells nothing of one item. */
        MISSING_ITEM
    }

    /** @param percent of the requests go wrong */
    Weather(long seed, int percent) {
        this.random = new Random(seed);
        this.percent = percent;
    }

    /** Each that was met, and how often. */
    synchronized Map<Kind, Integer> met() {
        return new EnumMap<>(met);
    }

    synchronized Optional<Fault> over(Request request) {
        if (random.nextInt(100) >= percent) {
            return Optional.empty();
        }
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        if (kind == Kind.MISSING_ITEM && !request.path().contains("batch")) {
            return Optional.empty();
        }
        if (kind != Kind.MISSING_ITEM) {
            met.merge(kind, 1, Integer::sum);
        }
        return Optional.of(fault(kind));
    }

    private Fault fault(Kind kind) {
        return switch (kind) {
            case LOST_REQUEST -> Fault.loseRequest();
            case LOST_ANSWER -> Fault.loseReply();
            case CUT_ANSWER -> new Fault.CutReply(1 + random.nextInt(600));
            case SHORT_BODY -> Fault.truncateBody(random.nextInt(500));
            case UNAVAILABLE -> Fault.answer(Reply.html(503, "<html>Service Unavailable</html>"));
            case GATEWAY -> new Fault.AnswerAfter(Reply.html(502, "<html>Bad Gateway</html>"));
            case LIMITED -> Fault.answer(limited());
            case MISSING_ITEM -> new Fault.Rewrite(this::withoutOneItem);
        };
    }

    private Reply limited() {
        return switch (random.nextInt(3)) {
            case 0 -> HubSpotAnswers.burstLimit();
            case 1 -> Reply.html(429, "<html>Too Many Requests</html>");
            default -> Reply.json(429, "{}").withHeader("Retry-After", "7");
        };
    }

    private synchronized Reply withoutOneItem(Reply reply) {
        BatchItems items = BatchItems.of(reply);
        if (items.count() == 0) {
            return reply;
        }
        met.merge(Kind.MISSING_ITEM, 1, Integer::sum);
        return items.without(random.nextInt(items.count()));
    }
}
