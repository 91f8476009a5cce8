package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.StateChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Newcomers that match the same as a linked record of their own side. Somebody may have removed that one and made it anew, and of a
 * removal a system may tell late or not at all: then its link is to end first, for what that leaves behind is the newcomer's counterpart.
 */
final class MadeAnew {
    /** A text that more than so many linked records have in common tells nobody apart. */
    private static final int MOST = 10;

    private final Session session;
    private final LeftBehind reads;
    private final Map<Side, Map<String, List<Entry>>> linked = new EnumMap<>(Side.class);

    MadeAnew(Session session, LeftBehind reads) {
        this.session = session;
        this.reads = reads;
    }

    /** A linked record that some newcomer, of whatever side, matches by the rule. */
    void add(String rule, String digest, Entry entry) {
        linked.computeIfAbsent(entry.side(), side -> new HashMap<>())
                .computeIfAbsent(rule + " " + digest, key -> new ArrayList<>())
                .add(entry);
    }

    /** Asks whether those that match the same as one of the newcomers are there still. */
    void look(Collection<Work> newcomers) {
        for (Side side : Side.values()) {
            Set<RecordRef> asked = new TreeSet<>();
            newcomers.stream()
                    .map(Work::only)
                    .filter(entry -> entry.side() == side)
                    .forEach(entry -> alike(entry).forEach(other -> asked.add(other.ref())));
            reads.look(side, asked);
        }
    }

    private List<Entry> alike(Entry newcomer) {
        Map<String, List<Entry>> own = linked.getOrDefault(newcomer.side(), Map.of());
        List<Entry> alike = new ArrayList<>();
        newcomer.digests().forEach((rule, digest) -> {
            List<Entry> same = own.getOrDefault(rule + " " + digest, List.of());
            alike.addAll(same.size() > MOST ? List.of() : same);
        });
        return alike;
    }

    /** Puts the newcomer off if one of those is gone, which is looked at then; false if it need not wait. */
    boolean putsOff(Work newcomer, StateChange change) {
        List<Entry> gone = alike(newcomer.only()).stream()
                .filter(entry -> reads.isGone(entry.ref()))
                .toList();
        if (gone.isEmpty()) {
            return false;
        }
        for (Entry entry : gone) {
            if (change.entry(entry.pair(), entry.ref()) == null) {
                change.put(EntryUpdate.raise(entry, session.now()));
            }
        }
        String detail = gone.get(0).ref() + ", which it may replace, is gone, and its link has not ended yet";
        newcomer.failed(session.reason("replaces", detail));
        return true;
    }
}
