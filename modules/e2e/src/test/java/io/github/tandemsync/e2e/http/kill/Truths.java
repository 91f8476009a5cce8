package io.github.tandemsync.e2e.http.kill;

import io.github.tandemsync.e2e.http.kill.Deed.Kind;
import io.github.tandemsync.simulators.dataverse.DataverseSimulator;
import io.github.tandemsync.simulators.dataverse.model.WriteRecord;
import io.github.tandemsync.simulators.hubspot.HubSpotSimulator;
import io.github.tandemsync.simulators.hubspot.WriteLogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the simulators hold and logged, in one language. */
final class Truths {
    /** The fields by their names in HubSpot. */
    static final Map<String, String> COMPANY =
            Map.of("zip", SideTruth.ORIGIN, "name", "name", "city", "city", "description", "description");
    /** The fields by their names in Dynamics. */
    static final Map<String, String> ACCOUNT = Map.of(
            "address1_postalcode",
            SideTruth.ORIGIN,
            "name",
            "name",
            "address1_city",
            "city",
            "description",
            "description");

    private Truths() {}

    static SideTruth of(HubSpotSimulator hubspot) {
        SortedMap<String, SortedMap<String, String>> live = new TreeMap<>();
        hubspot.truth().live("companies").forEach(company -> live.put(company.id(), plain(COMPANY, company.values())));
        List<Deed> deeds = new ArrayList<>();
        hubspot.truth().writes().forEach(write -> add(deeds, write));
        return new SideTruth("HubSpot", deeds, live);
    }

    static SideTruth of(DataverseSimulator dynamics) {
        SortedMap<String, SortedMap<String, String>> live = new TreeMap<>();
        dynamics.truth()
                .live("account")
                .forEach(account -> live.put(account.id().toString(), plain(ACCOUNT, account.values())));
        List<Deed> deeds = new ArrayList<>();
        dynamics.truth().log().forEach(write -> add(deeds, write));
        return new SideTruth("Dynamics", deeds, live);
    }

    private static void add(List<Deed> deeds, WriteLogEntry write) {
        Kind kind = switch (write.kind()) {
            case CREATE, RESTORE -> Kind.CREATE;
            case UPDATE -> Kind.EDIT;
            case ARCHIVE, PURGE -> Kind.DELETE;
            default -> null;
        };
        if (kind != null && write.type().equals("companies")) {
            deeds.add(
                    new Deed(write.time(), kind, write.source().isUser(), write.id(), plain(COMPANY, write.stored())));
        }
    }

    private static void add(List<Deed> deeds, WriteRecord write) {
        Kind kind = switch (write.kind()) {
            case CREATE, RESTORE -> Kind.CREATE;
            case UPDATE -> Kind.EDIT;
            case DELETE -> Kind.DELETE;
            default -> null;
        };
        if (kind != null && write.table().equals("account")) {
            Map<String, @Nullable Object> values = kind == Kind.DELETE ? Map.of() : write.after();
            deeds.add(
                    new Deed(write.at(), kind, !write.application(), write.id().toString(), plain(ACCOUNT, values)));
        }
    }

    private static SortedMap<String, String> plain(
            Map<String, String> names, Map<String, ? extends @Nullable Object> values) {
        SortedMap<String, String> plain = new TreeMap<>();
        names.forEach((theirs, ours) -> {
            if (values.containsKey(theirs)) {
                Object value = values.get(theirs);
                plain.put(ours, value == null ? "" : value.toString());
            }
        });
        return plain;
    }
}
