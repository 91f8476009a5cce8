package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.record.CrmRecord.Lineage;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Records that are still listed although another has taken them over: a lead that was qualified, the loser of a merge. */
final class Forebears {
    private Forebears() {}

    /**
     * Which of the side's records live on as a part of another of them, with that one. All are read for it: no listing says so.
     *
     * @param refs records that a rule could not tell apart
     */
    static Map<RecordRef, RecordRef> among(Session session, ObjectPair pair, Side side, Collection<RecordRef> refs) {
        Map<RecordRef, RecordRef> successors = new TreeMap<>();
        session.endpoint(side)
                .read(new TreeSet<>(refs), type -> pair.matchFields(side))
                .forEach((ref, answer) -> {
                    if (answer instanceof ReadAnswer.Found found) {
                        note(ref, found.record().lineage(), successors);
                    }
                });
        successors.entrySet().removeIf(step -> !refs.contains(step.getKey()) || !refs.contains(step.getValue()));
        return successors;
    }

    private static void note(RecordRef ref, Lineage lineage, Map<RecordRef, RecordRef> successors) {
        lineage.predecessors().forEach(before -> successors.put(before, ref));
        RecordRef after = lineage.successor();
        if (after != null) {
            successors.putIfAbsent(ref, after);
        }
    }
}
