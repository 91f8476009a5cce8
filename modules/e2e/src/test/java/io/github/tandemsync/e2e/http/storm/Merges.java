package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.simulators.dataverse.DataverseSimulator;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.WriteKind;
import io.github.tandemsync.simulators.hubspot.HubSpotSimulator;
import io.github.tandemsync.simulators.hubspot.WriteLogEntry;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which origins people made one, by merging records on either side. */
final class Merges {
    private final SortedMap<String, TreeSet<String>> groups = new TreeMap<>();

    static Merges of(HubSpotSimulator hubspot, SideTruth left, DataverseSimulator dynamics, SideTruth right) {
        Merges merges = new Merges();
        hubspot.truth().writes().stream()
                .filter(write -> write.kind() == WriteLogEntry.Kind.MERGE)
                .map(write -> write.note().split(";"))
                .forEach(ids -> merges.join(left.originOf(ids[0]), left.originOf(ids[1])));
        dynamics.truth().log().stream()
                .filter(write -> write.kind() == WriteKind.MERGE)
                .forEach(write -> {
                    if (write.after().get("masterid") instanceof Reference master) {
                        merges.join(
                                right.originOf(write.id().toString()),
                                right.originOf(master.id().toString()));
                    }
                });
        return merges;
    }

    void join(String one, String other) {
        TreeSet<String> all = new TreeSet<>(Set.of(one));
        all.add(other);
        all.addAll(with(one));
        all.addAll(with(other));
        all.forEach(origin -> groups.put(origin, all));
    }

    /** The origin and all that are one with it; empty if nobody merged it. */
    Set<String> with(String origin) {
        return groups.getOrDefault(origin, new TreeSet<>());
    }
}
