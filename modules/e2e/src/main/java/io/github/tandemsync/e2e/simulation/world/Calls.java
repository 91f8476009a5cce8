package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.model.Author;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts the calls of a history, and what gives rise to them. Calls that name records are counted by the records: how many a batch
 * takes is drawn.
 */
final class Calls {
    /** Of plain histories, seeds 1 to 3000, the dearest took 0.75 of what these allow, and half of them less than 0.2. */
    private static final int A_HISTORY = 40;

    private static final int A_CHANGE = 4;

    private static final int A_FAULT = 2;
    /** So many pages of each type in a run that finds nothing: its changes, a scan of removals, and how that began or ended. */
    private static final int PAGES = 3;

    private final World world;
    private final Set<ObjectType> scanning = new HashSet<>();
    private int looks;
    private int begun;
    private int pages;
    private int rows;
    private int asked;
    private int told;
    private int struck;
    private boolean anew;

    Calls(World world) {
        this.world = world;
    }

    /** A run, or a plan, asks the feeds. */
    void looksAround() {
        looks++;
    }

    /** A page of a feed is asked for. */
    void page(ChangeRequest request) {
        pages++;
        begun += scanning.contains(request.type()) && request.mode() == FeedMode.REMOVALS ? 0 : 1;
    }

    /** It was answered. A scan of removals may take several runs. */
    void shown(ChangeRequest request, ChangeAnswer.Page page) {
        rows += page.rows().size();
        if (request.mode() == FeedMode.REMOVALS && !page.complete()) {
            scanning.add(request.type());
        } else if (request.mode() == FeedMode.REMOVALS) {
            scanning.remove(request.type());
        }
    }

    /** Whether a scan of removals is not through. */
    boolean isScanning() {
        return !scanning.isEmpty();
    }

    /** So many records are read, looked up or written, or their history is. */
    void asked(int records) {
        asked += records;
    }

    /** Somebody says that so many records are to be looked at. */
    void told(int records) {
        told += records;
    }

    /** Somebody gives an order for which every record may have to be looked at. */
    void toldOfAll() {
        told += (int) world.rows().count();
    }

    /** A runner takes the place of one that was drained. */
    void begunAnew() {
        anew = true;
    }

    /** Something happened by chance. */
    void struck() {
        struck++;
    }

    /**
     * Judges a run: where nothing has happened since the one before, each type is asked once for its changes, and for no record. Not where
     * a runner took the place of another, which scans, and looks at what is due.
     */
    void demandQuiet(Runnable run) {
        int looksBefore = looks;
        int begunBefore = begun;
        int askedBefore = asked;
        anew = false;
        run.run();
        int most = (looks - looksBefore) * types();
        if (anew) {
            return;
        }
        if (begun - begunBefore > most || asked > askedBefore) {
            report(begun - begunBefore + " pages were asked for and " + (asked - askedBefore)
                    + " records in a run that had nothing to do; there may be " + most + " and none");
        }
    }

    /** Judges the whole history. */
    void demandBounded() {
        long edits = world.rows()
                .flatMap(row -> row.edits().stream())
                .filter(edit -> edit.author() == Author.USER)
                .count();
        long mostAsked = A_HISTORY + A_CHANGE * (edits + world.rows().count() + told) + A_FAULT * struck;
        if (asked > mostAsked) {
            report(asked + " records were asked for, and " + mostAsked + " may be, by what happened");
        }
        int mostPages = PAGES * looks * types() + rows + struck;
        if (pages > mostPages) {
            report(pages + " pages were asked for, and " + mostPages + " may be, by what happened");
        }
    }

    private int types() {
        return world.shape.left().size() + world.shape.right().size();
    }

    private void report(String what) {
        world.ledger.report(Invariant.BOUNDED, what);
    }
}
