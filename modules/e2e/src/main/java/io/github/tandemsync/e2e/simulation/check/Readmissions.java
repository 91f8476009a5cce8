package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who was erased and is readmitted takes part again, as if it had come back, and nobody else does. The same person is whoever is the
 * same thing, and whoever has ever shown the same domain.
 */
public final class Readmissions {
    private final Checker judge;
    private final Erasures erasures;

    /** @param judge of what is there now */
    public Readmissions(Checker judge, Ledger ledger) {
        this.judge = judge;
        this.erasures = ledger.erasures();
    }

    /** Somebody begins to readmit the record: it, what is the same thing, and what shows the same may be made again from now on. */
    public void begins(RecordRef ref) {
        Collection<Row> kin = judge.rows(judge.family(judge.row(ref)));
        erasures.lift(kin.stream().map(Row::ref).toList(), domains(kin));
    }

    /** That is durable now. */
    public void ended(RecordRef ref, long event) {
        erasures.readmitted(ref, event);
    }

    /**
     * Whoever was readmitted, and not erased besides, has a counterpart that holds the same, or a report says why not.
     *
     * @return of how many records that was asked
     */
    public int check() {
        List<Row> owed = erasures.readmitted().keySet().stream()
                .flatMap(ref -> judge.rows(judge.family(judge.row(ref))).stream())
                .distinct()
                .filter(this::isOwed)
                .toList();
        owed.forEach(judge::takesPart);
        return owed.size();
    }

    private boolean isOwed(Row row) {
        Collection<Row> kin = judge.rows(judge.family(row));
        return row.live() && erasures.begun().stream().noneMatch(erasure -> keepsOut(erasure, kin));
    }

    private boolean keepsOut(Erasures.Erasure erasure, Collection<Row> kin) {
        Row erased = judge.row(erasure.ref());
        return kin.contains(erased)
                ? !erasures.isLifted(erasure)
                : !Collections.disjoint(domains(judge.rows(judge.family(erased))), domains(kin));
    }

    private static Set<String> domains(Collection<Row> rows) {
        return rows.stream()
                .flatMap(row -> row.edits().stream())
                .filter(edit -> edit.field() == Field.DOMAIN && !edit.value().isEmpty())
                .map(edit -> Canonical.text(edit.value()))
                .collect(Collectors.toSet());
    }
}
