package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.Mark;
import io.github.tandemsync.core.state.Reason;
import java.sql.SQLException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An entry between its columns and its record. The body holds stamp, reason, link and generation. */
final class EntryForm {
    private EntryForm() {}

    /** The row, as a cipher binds it. */
    static String about(PairId pair, RecordRef ref) {
        return "entry " + ref + " of " + pair;
    }

    static byte[] body(Entry entry) {
        BodyWriter out = new BodyWriter();
        out.text(entry.stamp() == null ? null : entry.stamp().value());
        ReasonForm.write(out, entry.reason());
        LinkId link = entry.link();
        out.ref(link == null ? null : link.left()).ref(link == null ? null : link.right());
        return out.number(entry.generation()).finish();
    }

    static byte @Nullable [] digests(SortedMap<String, String> digests) {
        if (digests.isEmpty()) {
            return null;
        }
        BodyWriter out = new BodyWriter().number(digests.size());
        digests.forEach((rule, digest) -> out.text(rule).text(digest));
        return out.finish();
    }

    static SortedMap<String, String> digests(String what, byte @Nullable [] stored) {
        if (stored == null) {
            return Collections.emptySortedMap();
        }
        return BodyReader.read(what, stored, in -> {
            int count = in.count();
            SortedMap<String, String> digests = new TreeMap<>();
            for (int i = 0; i < count; i++) {
                digests.put(in.text(), in.text());
            }
            return digests;
        });
    }

    private record Body(
            @Nullable Stamp stamp,
            @Nullable Reason reason,
            @Nullable LinkId link,
            int generation) {}

    private static Body body(BodyReader in) {
        Stamp stamp = IntentForm.stamp(in.textOrNull());
        Reason reason = ReasonForm.read(in);
        RecordRef left = in.refOrNull();
        RecordRef right = in.refOrNull();
        return new Body(stamp, reason, left == null || right == null ? null : new LinkId(left, right), in.integer());
    }

    /** Reads the columns of {@link Sql#ENTRY_COLUMNS}. */
    static Entry read(PairId pair, Rows row) throws SQLException {
        String what = "entry " + row.text(1);
        RecordRef ref = Columns.ref(what, row.text(1));
        Body body = BodyReader.read(what, row.body(10, about(pair, ref)), EntryForm::body);
        String key = row.textOrNull(4);
        String waitsFor = row.textOrNull(5);
        return new Entry(
                pair,
                Columns.constant(what, Side.class, row.text(2)),
                ref,
                body.stamp(),
                Columns.constant(what, EntryState.class, row.text(3)),
                body.reason(),
                body.link(),
                key == null ? null : new CreateKey(key),
                body.generation(),
                digests(what, row.bytes(11)),
                waitsFor == null ? null : Columns.ref(what, waitsFor),
                row.number(6),
                mark(row, 7));
    }

    /** Reads seq, attempts and due from the given column on. */
    static Mark mark(Rows row, int from) throws SQLException {
        long seq = row.number(from);
        int attempts = row.integer(from + 1);
        long due = row.number(from + 2);
        return new Mark(seq, attempts, row.wasNull() ? null : Nanos.instant(due));
    }
}
