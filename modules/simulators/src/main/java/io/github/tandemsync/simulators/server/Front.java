package io.github.tandemsync.simulators.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The door of a simulator for requests: logs each one, applies the fault plan, has the vendor's handler carry it out, calls the
 * hooks, and says what the client gets. Thread safe.
 */
public final class Front {
    private final Handler handler;
    private final InstantSource clock;
    private final Pause pause;
    private final RequestLog log = new RequestLog();
    private final FaultPlan faults = new FaultPlan();
    private final Hooks hooks = new Hooks();

    /** A front for this vendor; {@code pause} carries out the delays of the fault plan. */
    public Front(Handler handler, InstantSource clock, Pause pause) {
        this.handler = handler;
        this.clock = clock;
        this.pause = pause;
    }

    /** All requests so far. */
    public RequestLog log() {
        return log;
    }

    /** What is to go wrong. */
    public FaultPlan faults() {
        return faults;
    }

    /** Callbacks before and after a request is carried out. */
    public Hooks hooks() {
        return hooks;
    }

    /** The simulator's time, as the {@code Date} header of its answers gives it. */
    public Instant now() {
        return clock.instant();
    }

    /** Takes one request through the whole front, without a socket. */
    public Delivery exchange(Request request) {
        LogEntry entry = log.arrived(request, now());
        hooks.arrived(request);
        Fault fault = faults.take(request).orElse(null);
        if (fault instanceof Fault.LoseRequest) {
            return logged(entry, new Delivery.Cut(Reply.empty(0), 0), false, fault);
        }
        if (fault instanceof Fault.AnswerInstead instead) {
            return logged(entry, new Delivery.Whole(instead.reply()), false, fault);
        }
        if (fault instanceof Fault.Delay delay) {
            waitFor(delay.before());
        }
        Reply reply = handled(request);
        hooks.committed(request, reply);
        return logged(entry, afterwards(reply, fault), true, fault);
    }

    /** Waits as the delays of the fault plan do. */
    void waitFor(Duration duration) {
        if (!duration.isZero()) {
            pause.pause(duration);
        }
    }

    private Reply handled(Request request) {
        try {
            return handler.handle(request);
        } catch (RuntimeException bug) {
            // A bug of the simulator must be seen as one, and not pass for a fault of the vendor.
            return Reply.html(500, "The simulator itself failed: " + bug).withLabel("simulator-bug");
        }
    }

    private Delivery afterwards(Reply reply, @Nullable Fault fault) {
        if (fault instanceof Fault.CutReply cut) {
            return new Delivery.Cut(reply, cut.bytes());
        }
        if (fault instanceof Fault.AnswerAfter after) {
            return new Delivery.Whole(after.reply().withLabel(reply.label()));
        }
        if (fault instanceof Fault.Rewrite rewrite) {
            return new Delivery.Whole(rewrite.change().apply(reply));
        }
        if (fault instanceof Fault.Drip drip) {
            return new Delivery.Dripped(reply, drip.chunk(), drip.pause(), drip.pauses());
        }
        if (fault instanceof Fault.Delay delay) {
            waitFor(delay.after());
        }
        return new Delivery.Whole(reply);
    }

    private Delivery logged(LogEntry entry, Delivery delivery, boolean handled, @Nullable Fault fault) {
        Reply reply = replyOf(delivery);
        boolean unanswered = delivery instanceof Delivery.Cut cut && cut.bytes() == 0;
        String kind = fault == null ? "" : fault.getClass().getSimpleName();
        Body answer = unanswered ? Body.EMPTY : log.kept(entry, reply.body());
        log.answered(entry.answered(unanswered ? 0 : reply.status(), handled, reply.label(), answer, kind));
        return delivery;
    }

    private static Reply replyOf(Delivery delivery) {
        if (delivery instanceof Delivery.Whole whole) {
            return whole.reply();
        }
        if (delivery instanceof Delivery.Cut cut) {
            return cut.reply();
        }
        return ((Delivery.Dripped) delivery).reply();
    }
}
