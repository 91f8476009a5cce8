package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a plan announced, to be compared with what the run after it sent. */
final class Foretold {
    private static final Pattern PARENT = parent("[^,\\]]*");
    private static final Pattern CLEARED_PARENT = parent("");
    private static final Pattern ONLY_PARENT = Pattern.compile("\\[parent(?:accountid)?=[^,\\]]*]$");

    private final World world;
    private final long begun;
    private final long plannedAt;
    private final int told;
    private final List<String> planned;

    /**
     * @param begun when the last things happened that the plan is to know of
     * @param plan what it announced, just now
     */
    Foretold(World world, long begun, List<PlannedWrite> plan) {
        this.world = world;
        this.begun = begun;
        this.plannedAt = world.clock.lastEvent();
        this.told = world.ledger.reports().size();
        this.planned = lines(plan);
        world.tell(() -> "plan: " + planned);
    }

    /** @param sent how many writes there were when the plan was made */
    void compare(int sent) {
        List<String> done = lines(world.sentSince(sent).stream()
                .filter(write -> planned.contains(asPlanned(write.toString(), planned))
                        || !(isForANewOwner(write) || followsFromGivingBack(write)))
                .toList());
        done.removeIf(line -> onlyParent(line) && !planned.contains(line));
        List<String> awaited = new ArrayList<>(planned);
        if (planned.stream().anyMatch(Foretold::isRemoval)) {
            awaited.removeIf(line -> clearsParent(line) && !done.contains(line));
            awaited.replaceAll(line -> done.contains(line) ? line : asDone(line, done));
        }
        done.removeIf(line -> isNewSince(line) || isWokenRemoval(line));
        done.replaceAll(line -> awaited.contains(line) ? line : asPlanned(line, awaited));
        Collections.sort(done);
        dropRepeats(awaited, done);
        if (!refusedSince() && !awaited.equals(done)) {
            world.ledger.report(Invariant.DRY_RUN, "planned " + awaited + ", done " + done);
        }
    }

    private static Pattern parent(String value) {
        String field = "parent(?:accountid)?=" + value;
        return Pattern.compile("(?<=\\[)" + field + ", |, " + field + "(?=[,\\]])");
    }

    // a line whose owner the run itself joins is named by the next plan only
    private boolean isForANewOwner(PlannedWrite write) {
        Link link = write.ref() == null
                        && write.values().get(Field.PARENT.on(write.side())) instanceof FieldValue.Reference owner
                ? world.ledger.live(owner.target())
                : null;
        return link != null && world.ledger.joinedAt(link.id()) > plannedAt;
    }

    // an edit that a write of ours covered is given back, for no rule's sake; what follows from it is planned next
    private boolean followsFromGivingBack(PlannedWrite write) {
        boolean removes = write.values().equals(Values.none());
        Link link = removes || write.ref() == null ? null : world.ledger.live(write.ref());
        return link != null
                && news().filter(report ->
                                report.ref().equals(link.ref(write.side().other())))
                        .anyMatch(report -> write.values().names().stream()
                                .allMatch(name -> isGivenBack(report, Field.named(write.side(), name))));
    }

    private static boolean isGivenBack(HistoryEntry report, @Nullable Field field) {
        List<String> rules = List.of(report.detail().split(";", 2)[0].split(", "));
        boolean writes = report.kind() == HistoryEntry.Kind.UPDATED || report.kind() == HistoryEntry.Kind.CLEARED;
        return field != null
                && writes
                && report.after().get(field.on(report.side())) != null
                && !rules.contains(field.rule());
    }

    // a reference to a record that the run itself creates can not be planned
    private static boolean onlyParent(String line) {
        return ONLY_PARENT.matcher(line).find();
    }

    // nor can it as a part of a write
    private static String asPlanned(String line, List<String> planned) {
        String without = PARENT.matcher(line).replaceFirst("");
        return planned.contains(without) ? without : line;
    }

    // a reference to a record that the run itself removes may be cleared by the system
    private static boolean clearsParent(String line) {
        return line.endsWith("[parent=]") || line.endsWith("[parentaccountid=]");
    }

    private static String asDone(String line, List<String> done) {
        String without = CLEARED_PARENT.matcher(line).replaceFirst("");
        return done.contains(without) ? without : line;
    }

    // a deletion that no feed has told of yet: a link of the run wakes what waits for it, and the look at that shows it
    private boolean isWokenRemoval(String line) {
        boolean links = planned.stream().anyMatch(write -> write.startsWith("new "));
        return links
                && isRemoval(line)
                && !planned.contains(line)
                && Arrays.stream(Side.values())
                        .flatMap(side -> world.server(side).rows().stream())
                        .anyMatch(row -> row.removedBy(Author.USER) && row.removedAt() > begun);
    }

    private static boolean isRemoval(String line) {
        return line.endsWith("[]");
    }

    // a system that takes a write, says nothing, and keeps its value gets it several times before it is believed
    private static void dropRepeats(List<String> planned, List<String> done) {
        Set<String> written = new HashSet<>();
        planned.forEach(
                line -> written.add(line.substring(0, line.indexOf('[') < 0 ? line.length() : line.indexOf('['))));
        List<String> first = new ArrayList<>(planned);
        done.removeIf(
                line -> !first.remove(line) && written.stream().anyMatch(line::startsWith) && !line.startsWith("new "));
    }

    // what a create did not take is given again
    private boolean isNewSince(String line) {
        return news().anyMatch(
                        report -> report.kind() == HistoryEntry.Kind.CREATED && line.startsWith(report.ref() + "["));
    }

    // what was refused is tried in other ways
    private boolean refusedSince() {
        return news().anyMatch(report ->
                report.kind() == HistoryEntry.Kind.REFUSED || isForgottenTwin(report) || isTakenValue(report));
    }

    // somebody else's record has a unique value of the create, which only the attempt shows
    private boolean isTakenValue(HistoryEntry report) {
        return world.scenario.isHard() && (Marks.VALUE_TAKEN.isTold(report) || Marks.SAME_VALUE.isTold(report));
    }

    // a store that was put back has forgotten a copy, which nothing but the create's own look for its key shows
    private boolean isForgottenTwin(HistoryEntry report) {
        return world.ledger.wasPutBack() && report.kind() == HistoryEntry.Kind.SHADOWED;
    }

    private static List<String> lines(List<PlannedWrite> writes) {
        return new ArrayList<>(
                writes.stream().map(PlannedWrite::toString).sorted().toList());
    }

    private Stream<HistoryEntry> news() {
        List<HistoryEntry> reports = world.ledger.reports();
        return reports.subList(told, reports.size()).stream();
    }
}
