package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.connector.FencedException;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.transport.TransportException;
import io.github.tandemsync.hubspot.Associations;
import io.github.tandemsync.hubspot.Associations.Associated;
import io.github.tandemsync.hubspot.Associations.Association;
import io.github.tandemsync.hubspot.HubSpotClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gives companies the parents that are wanted. New parents are added before old ones are taken away: a crash in between leaves a
 * company with both, which reads as the old or the new one and never as "no parent", which would look like a user's edit. Only where
 * HubSpot refuses a second parent is the old one taken away first.
 */
final class ParentWrite {
    private static final int BAD_REQUEST = 400;

    private final HubSpotClient fenced;
    private final HubSpotClient client;
    private final ObjectType type;
    private boolean nothingRanYet;
    private @Nullable TransportException refusal;

    /**
     * @param first whether nothing of the batch was sent before, so that a fault may still mean "did not run"
     */
    ParentWrite(HubSpotClient fenced, HubSpotClient client, ObjectType type, boolean first) {
        this.fenced = fenced;
        this.client = client;
        this.type = type;
        this.nothingRanYet = first;
    }

    /** By company id. */
    record Outcome(SortedMap<String, WriteAnswer> answers) {
        WriteAnswer of(String id) {
            return answers.getOrDefault(id, new WriteAnswer.Unknown("HubSpot's answer does not name this company"));
        }
    }

    Outcome run(SortedMap<String, FieldValue> wanted) {
        SortedMap<String, WriteAnswer> answers = new TreeMap<>();
        try {
            Set<String> settled = add(wanted);
            takeAway(wanted, settled);
            settled.addAll(replace(wanted, settled));
            if (refusal != null && nothingRanYet) {
                throw refusal;
            }
            settled.forEach(id -> answers.put(id, WriteAnswer.Done.of(type.ref(id), null, null)));
        } catch (TransportException e) {
            WriteAnswer answer = answer(e, wanted.size());
            wanted.keySet().forEach(id -> answers.put(id, answer));
        } catch (FencedException e) {
            if (nothingRanYet) {
                throw e;
            }
            wanted.keySet().forEach(id -> answers.put(id, new WriteAnswer.Unknown("the lease ended in between")));
        }
        return new Outcome(answers);
    }

    private WriteAnswer answer(TransportException fault, int items) {
        return nothingRanYet
                ? Faults.whole(fault, type, Faults.Write.UPDATE, items).get(0)
                : new WriteAnswer.Unknown(String.valueOf(fault.getMessage()));
    }

    /** The companies whose new parent was added, and those that need none. */
    private Set<String> add(SortedMap<String, FieldValue> wanted) {
        List<Association> adds = new ArrayList<>();
        Set<String> settled = new TreeSet<>();
        wanted.forEach((id, parent) -> {
            String target = Parents.target(parent);
            if (target == null) {
                settled.add(id);
            } else {
                adds.add(new Association(id, target, Associations.CHILD_TO_PARENT_COMPANY));
            }
        });
        if (!adds.isEmpty()) {
            settled.addAll(create(adds));
        }
        settled.retainAll(wanted.keySet());
        return settled;
    }

    private List<String> create(List<Association> adds) {
        try {
            List<String> done = Parents.associations(fenced).create(adds);
            nothingRanYet = false;
            return done;
        } catch (TransportException e) {
            if (e.status() != BAD_REQUEST || adds.size() > 1) {
                throw e;
            }
            refusal = e;
            return List.of();
        }
    }

    /**
     * HubSpot may refuse a second parent. Then there is no way but to take the present one away first, which leaves the company
     * without a parent for a moment.
     */
    private Set<String> replace(SortedMap<String, FieldValue> wanted, Set<String> settled) {
        SortedMap<String, FieldValue> refused = new TreeMap<>(wanted);
        refused.keySet().removeAll(settled);
        if (refused.isEmpty()) {
            return Set.of();
        }
        Set<String> freed = new TreeSet<>(refused.keySet());
        refused.keySet().retainAll(takeAway(refused, freed));
        return refused.isEmpty() ? Set.of() : add(refused);
    }

    /** Other parents than the wanted one; the answer is whose there were. */
    private Set<String> takeAway(SortedMap<String, FieldValue> wanted, Set<String> settled) {
        if (settled.isEmpty()) {
            return Set.of();
        }
        SortedMap<String, List<Associated>> now = Parents.associations(client).read(List.copyOf(settled));
        settled.retainAll(now.keySet());
        List<Association> old = new ArrayList<>();
        for (String id : settled) {
            String target = wanted.containsKey(id) ? Parents.target(wanted.getOrDefault(id, FieldValue.EMPTY)) : null;
            for (String parent : Parents.ids(now.getOrDefault(id, List.of()))) {
                if (!parent.equals(target)) {
                    old.add(new Association(id, parent, Associations.CHILD_TO_PARENT_COMPANY));
                }
            }
        }
        if (!old.isEmpty()) {
            Parents.associations(fenced).archiveLabels(old);
            nothingRanYet = false;
        }
        Set<String> freed = new TreeSet<>();
        old.forEach(association -> freed.add(association.fromId()));
        return freed;
    }
}
