package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.StateChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Newcomers that match the same as two linked records. Somebody may have removed the one on the newcomer's side and made it anew, and of
 * a removal a system may tell late or not at all: then that link is to end first, for what is left behind is the newcomer's counterpart.
 */
final class MadeAnew {
    /** A text that more than so many links have in common tells nobody apart. */
    private static final int MOST = 10;

    private final Session session;
    private final LeftBehind reads;
    private final Map<String, Map<LinkId, Entry>> linked = new HashMap<>();

    MadeAnew(Session session, LeftBehind reads) {
        this.session = session;
        this.reads = reads;
    }

    /** A record that some newcomer, of whatever side, matches by the rule. It counts if it is linked, and be it in trouble. */
    void add(String rule, String digest, Entry entry) {
        LinkId link = entry.link();
        if (link != null && !Work.isFinal(entry.state())) {
            linked.computeIfAbsent(rule + " " + digest, key -> new TreeMap<>()).put(link, entry);
        }
    }

    /** Asks whether those that match the same as one of the newcomers are there still. */
    void look(Collection<Work> newcomers) {
        for (Side side : Side.values()) {
            Set<RecordRef> asked = new TreeSet<>();
            newcomers.stream()
                    .map(Work::only)
                    .filter(entry -> entry.side() == side)
                    .forEach(entry -> alike(entry).forEach(one -> asked.add(before(entry, one))));
            reads.look(side, asked);
        }
    }

    private List<Entry> alike(Entry newcomer) {
        List<Entry> alike = new ArrayList<>();
        newcomer.digests().forEach((rule, digest) -> {
            Map<LinkId, Entry> same = linked.getOrDefault(rule + " " + digest, Map.of());
            alike.addAll(same.size() > MOST ? List.of() : same.values());
        });
        return alike;
    }

    /** The record whose place the newcomer may take. */
    private static RecordRef before(Entry newcomer, Entry linked) {
        return Contract.known(linked.link()).ref(newcomer.side());
    }

    /** Puts the newcomer off if one of those may be gone, which is looked at then; false if it need not wait. */
    boolean putsOff(Work newcomer, StateChange change) {
        Entry own = newcomer.only();
        List<Entry> ending = alike(own).stream()
                .filter(entry -> reads.mayBeGone(before(own, entry)))
                .toList();
        if (ending.isEmpty()) {
            return false;
        }
        for (Entry entry : ending) {
            if (change.entry(entry.pair(), entry.ref()) == null) {
                change.put(EntryUpdate.raise(entry, session.now()));
            }
        }
        String detail =
                before(own, ending.get(0)) + ", which it may replace, is gone or can not be read, and is linked still";
        newcomer.failed(session.reason("replaces", detail));
        return true;
    }
}
