package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.LinkId;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Rewrites every row that a cipher hides under its present key, inside a transaction, page by page. */
final class Recoder {
    private final Database db;

    /** What the row is about, as the cipher binds it. */
    private interface About {
        String of(Rows row) throws SQLException;
    }

    Recoder(Database db) {
        this.db = db;
    }

    /** Columns: number, body, and from the third on what names the row. */
    void run() throws SQLException {
        rewrite(Sql.RECODE_ENTRIES, Sql.WRITE_ENTRY, row -> EntryForm.about(pair(row), ref(row, 4)));
        rewrite(
                Sql.RECODE_LINKS,
                Sql.WRITE_LINK,
                row -> LinkForm.about(pair(row), new LinkId(ref(row, 4), ref(row, 5))));
        rewrite(Sql.RECODE_INTENTS, Sql.WRITE_INTENT, row -> IntentForm.about(row.text(3)));
        rewrite(
                Sql.RECODE_EVENTS,
                Sql.WRITE_EVENT,
                row -> EventForm.about(pair(row), row.text(4), row.text(5), ref(row, 6)));
        pins();
    }

    private static PairId pair(Rows row) throws SQLException {
        return Columns.pair("row " + row.number(1), row.text(3));
    }

    private static RecordRef ref(Rows row, int column) throws SQLException {
        return Columns.ref("row " + row.number(1), row.text(column));
    }

    private void rewrite(String select, String update, About about) throws SQLException {
        long last = Long.MIN_VALUE;
        int page;
        do {
            page = 0;
            Batches batches = new Batches(db);
            PreparedStatement statement = db.prepare(select);
            db.parameters(statement).number(last);
            try (Rows row = db.query(statement)) {
                while (row.next()) {
                    long no = row.number(1);
                    String what = about.of(row);
                    byte[] body = db.seal().openIfClosed(what, row.bytes(2));
                    batches.add(update, values -> values.body(what, body).number(no));
                    last = no;
                    page++;
                }
            }
            batches.send();
        } while (page == Database.CHUNK);
    }

    private void pins() throws SQLException {
        Batches batches = new Batches(db);
        try (Rows row = db.query(db.prepare(Sql.RECODE_PINS))) {
            while (row.next()) {
                long connection = row.number(1);
                String name = row.text(2);
                String value = db.seal().openTextIfClosed(Settings.about(name), row.text(3));
                batches.add(
                        Sql.WRITE_PIN,
                        values -> values.number(connection).text(name).secret(Settings.about(name), value));
            }
        }
        batches.send();
    }
}
