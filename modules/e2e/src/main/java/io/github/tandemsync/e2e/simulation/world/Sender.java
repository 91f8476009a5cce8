package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.connector.Fence;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.e2e.simulation.model.Hardship;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The way of a batch to its server and of its answer back. */
final class Sender {
    private static final WriteAnswer UNKNOWN = new WriteAnswer.Unknown("no answer");
    private static final WriteAnswer.Retry LATER = new WriteAnswer.Retry(Duration.ofSeconds(10), "a quota is used up");

    private static final WriteAnswer REFUSED_WHOLE =
            new WriteAnswer.Refused("batch-refused", "one of the requests was not accepted");

    private final Set<WriteRequest> refusedWhole = new HashSet<>();
    private final World world;
    private final RunnerProcess process;
    private final ModelServer server;
    private final Obedience obedience;

    Sender(World world, RunnerProcess process, ModelServer server, Obedience obedience) {
        this.world = world;
        this.process = process;
        this.server = server;
        this.obedience = obedience;
    }

    List<WriteAnswer> send(List<WriteRequest> batch, Fence fence) {
        world.upkeep.demandSound(server.side(), batch.get(0).type());
        world.hookOfConnector(process);
        long newest = world.newestLease();
        fence.check();
        process.demandLease(newest);
        SimConnector.demandNotInterrupted();
        world.still.writes(process, batch.get(0).type());
        world.restores.writes(process);
        obedience.demand();
        batch.forEach(obedience::demand);
        world.calls.asked(batch.size());
        Chance chance = world.strike(Chance.At.WRITE);
        if (chance == Chance.WRITE_FAULT) {
            boolean forbidden = world.once(2);
            world.tell(() -> process.name() + ": a write " + (forbidden ? "is turned away" : "can not be sent"));
            if (forbidden) {
                world.turnedAway();
            }
            throw SimConnector.fault(forbidden ? Chance.RIGHT_MISSING : null);
        }
        if (world.upkeep.turnsAway(server.side(), batch.get(0))) {
            world.tell(() -> process.name() + ": a write is turned away, the right is missing");
            world.turnedAway();
            process.turnedAway();
            throw SimConnector.fault(Chance.RIGHT_MISSING);
        }
        world.plot.mayActMeanwhile();
        boolean late = false;
        if (chance == Chance.SENT_AFTER_PAUSE) {
            long epoch = world.ledger.epoch();
            world.meddler.meddle(server, batch);
            world.pauseForSecondRunner();
            world.meddler.meddle(server, batch);
            late = world.scenario.forgivesLateWrites() && world.ledger.epoch() > epoch;
        }
        boolean whole = chance == null && isRefusedWhole(batch);
        List<WriteAnswer> answers = new ArrayList<>();
        for (WriteRequest request : batch) {
            world.setting.demandWanted(server.side(), request);
            world.lineGuard.sending(server, request, process);
            world.sightings.sending(request, process);
            process.demandApproved(PlannedWrite.of(server.side(), request));
            WriteAnswer answer = whole ? told(request, REFUSED_WHOLE, "refused with its batch") : one(request, chance);
            answers.add(answer);
            if (late && answer instanceof WriteAnswer.Done done) {
                world.ledger.late(done.ref());
            }
        }
        world.plot.mayActMeanwhile();
        world.plot.changed();
        world.hookOfConnector(process);
        SimConnector.demandNotInterrupted();
        return answers;
    }

    private boolean isRefusedWhole(List<WriteRequest> batch) {
        batch.stream().filter(refusedWhole::remove).forEach(request -> world.coverage.met(Marks.BISECTED));
        if (!world.has(Hardship.BATCH_REFUSED) || batch.size() < 2) {
            return false;
        }
        boolean whole = batch.stream().anyMatch(server::refuses) || world.once(8);
        if (whole) {
            world.coverage.met(Scenario.mark(Hardship.BATCH_REFUSED));
            refusedWhole.addAll(batch);
        }
        return whole;
    }

    private WriteAnswer one(WriteRequest request, @Nullable Chance chance) {
        WriteAnswer poisoned = world.poison.write(request, LATER);
        if (poisoned != null) {
            world.guard.arriving(server, request);
            if (poisoned == LATER) {
                obedience.told(request, LATER);
            }
            return told(request, poisoned, "poison, " + poisoned.getClass().getSimpleName());
        }
        if (chance == Chance.PARTIAL_BATCH) {
            return one(request, part(world.choices.below(5)));
        }
        if (chance == Chance.WRITE_THROTTLED) {
            obedience.told(request, LATER);
            return told(request, LATER, "not run, to be sent again");
        }
        if (chance == Chance.REQUEST_LOST) {
            return told(request, UNKNOWN, "request lost");
        }
        if (chance == Chance.COMMIT_AFTER_TIMEOUT) {
            world.runLate(() -> told(request, run(request), "run late, nobody listens"));
            return told(request, UNKNOWN, "times out");
        }
        WriteAnswer answer = run(request);
        return chance == Chance.REPLY_LOST
                ? told(request, UNKNOWN, "run (" + answer.getClass().getSimpleName() + "), reply lost")
                : told(request, answer, answer.getClass().getSimpleName());
    }

    private static @Nullable Chance part(int choice) {
        return switch (choice) {
            case 1 -> Chance.REQUEST_LOST;
            case 2 -> Chance.REPLY_LOST;
            case 3 -> Chance.WRITE_THROTTLED;
            case 4 -> Chance.COMMIT_AFTER_TIMEOUT;
            default -> null;
        };
    }

    private WriteAnswer run(WriteRequest request) {
        world.guard.arriving(server, request);
        world.sent(server.side(), request);
        boolean takesAway = world.guard.takesAway(server, request);
        WriteAnswer refusal = world.upkeep.refusal(server.side(), request);
        if (refusal instanceof WriteAnswer.Refused refused && refused.forRights()) {
            world.turnedAway();
            process.turnedAway();
        }
        WriteAnswer answer = refusal == null ? server.write(request, world::origins) : refusal;
        if (request instanceof WriteRequest.Create && answer instanceof WriteAnswer.Refused) {
            world.refusedCreate();
        }
        if (takesAway && answer instanceof WriteAnswer.Done) {
            world.guard.tookAway(request.type(), world.clock.instant());
        }
        return answer;
    }

    private WriteAnswer told(WriteRequest request, WriteAnswer answer, String how) {
        world.story.stamp(request.hashCode());
        world.tell(() -> process.name() + " WRITES " + Lines.of(request) + ": " + how);
        return answer;
    }
}
