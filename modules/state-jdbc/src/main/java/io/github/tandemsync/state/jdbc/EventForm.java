package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver.Verdict;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Contest;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** An event between its columns and its record. The body holds side, rule, values and detail, and, if there is one, the contest. */
final class EventForm {
    private EventForm() {}

    private record Body(
            Side side,
            @Nullable String rule,
            Values before,
            Values after,
            String detail,
            @Nullable Contest contest) {}

    /** The row, as a cipher binds it. */
    static String about(PairId pair, String run, String kind, RecordRef ref) {
        return "event " + kind + " of " + ref + " in " + pair + ", run " + run;
    }

    static String about(HistoryEntry event) {
        return about(event.pair(), event.run(), event.kind().name(), event.ref());
    }

    static byte[] body(HistoryEntry event) {
        BodyWriter out = new BodyWriter().constant(event.side()).text(event.rule());
        ValuesForm.write(out, event.before());
        ValuesForm.write(out, event.after());
        out.text(event.detail());
        Contest contest = event.contest();
        if (contest != null) {
            ValuesForm.writeOrNone(out, contest.leftBase());
            ValuesForm.writeOrNone(out, contest.rightBase());
            out.time(contest.leftEdited()).time(contest.rightEdited()).constant(contest.decided());
        }
        return out.finish();
    }

    private static Contest contest(BodyReader in) {
        return new Contest(
                ValuesForm.readOrNone(in),
                ValuesForm.readOrNone(in),
                in.timeOrNull(),
                in.timeOrNull(),
                in.constant(Verdict.class));
    }

    /** Reads the columns of {@link Sql#EVENT_COLUMNS}. */
    static HistoryEntry read(Rows row) throws SQLException {
        String what = "event " + row.number(1);
        PairId pair = Columns.pair(what, row.text(2));
        RecordRef ref = Columns.ref(what, row.text(5));
        Body body = BodyReader.read(
                what,
                row.body(9, about(pair, row.text(3), row.text(4), ref)),
                in -> new Body(
                        in.constant(Side.class),
                        in.textOrNull(),
                        ValuesForm.read(in),
                        ValuesForm.read(in),
                        in.text(),
                        in.isAtEnd() ? null : contest(in)));
        String other = row.textOrNull(6);
        return new HistoryEntry(
                pair,
                row.text(3),
                Columns.constant(what, HistoryEntry.Kind.class, row.text(4)),
                body.side(),
                ref,
                other == null ? null : Columns.ref(what, other),
                body.rule(),
                body.before(),
                body.after(),
                body.detail(),
                row.integer(7) != 0,
                Nanos.instant(row.number(8)),
                body.contest());
    }
}
