package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.e2e.http.storm.Deed.Kind;
import io.github.tandemsync.simulators.dataverse.DataverseSimulator;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.WriteRecord;
import io.github.tandemsync.simulators.hubspot.HubSpotSimulator;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the simulators hold and logged, in one language. */
final class Truths {
    /** The fields of the judge by their names in either system. */
    static final Map<String, String> FIELD = Map.ofEntries(
            Map.entry("zip", SideTruth.ORIGIN),
            Map.entry("address1_postalcode", SideTruth.ORIGIN),
            Map.entry("name", "name"),
            Map.entry("city", "city"),
            Map.entry("address1_city", "city"),
            Map.entry("description", "description"),
            Map.entry("annualrevenue", SideTruth.REVENUE),
            Map.entry("revenue", SideTruth.REVENUE),
            Map.entry("associations.companies/parent", SideTruth.PARENT),
            Map.entry("parentaccountid", SideTruth.PARENT));

    private Truths() {}

    static SideTruth of(HubSpotSimulator hubspot) {
        CompanyDeeds deeds = new CompanyDeeds();
        hubspot.truth().writes().forEach(deeds::add);
        SortedMap<String, SortedMap<String, String>> live = new TreeMap<>();
        hubspot.truth().live("companies").forEach(company -> live.put(company.id(), plain(company.values(), Map.of())));
        live.forEach((id, values) -> hubspot.truth()
                .parent(id)
                .filter(live::containsKey)
                .ifPresent(parent -> values.put(SideTruth.PARENT, deeds.origin(parent))));
        return new SideTruth("HubSpot", deeds.all(), live);
    }

    static SideTruth of(DataverseSimulator dynamics) {
        Map<String, String> origins = new HashMap<>();
        List<Deed> deeds = new ArrayList<>();
        dynamics.truth().log().forEach(write -> add(deeds, write, origins));
        SortedMap<String, SortedMap<String, String>> live = new TreeMap<>();
        dynamics.truth().live("account").stream()
                .filter(account -> !isMerged(account))
                .forEach(account -> live.put(account.id().toString(), plain(account.values(), origins)));
        return new SideTruth("Dynamics", deeds, live);
    }

    /** Whether the account became a part of another: it is there still, inactive. */
    static boolean isMerged(Row account) {
        return Boolean.TRUE.equals(account.value("merged"));
    }

    private static void add(List<Deed> deeds, WriteRecord write, Map<String, String> origins) {
        Kind kind = switch (write.kind()) {
            case CREATE -> Kind.CREATE;
            case RESTORE -> Kind.RESTORE;
            case UPDATE -> Kind.EDIT;
            case DELETE -> Kind.DELETE;
            case MERGE -> Kind.MERGE;
            default -> null;
        };
        if (kind != null && write.table().equals("account")) {
            String id = write.id().toString();
            Map<String, @Nullable Object> values = kind == Kind.DELETE ? Map.of() : write.after();
            if (values.get("address1_postalcode") instanceof String origin) {
                origins.put(id, origin);
            }
            deeds.add(new Deed(write.at(), kind, !write.application(), id, plain(values, origins)));
        }
    }

    /** @param origins by ids, of records that may be referred to */
    static SortedMap<String, String> plain(
            Map<String, ? extends @Nullable Object> values, Map<String, String> origins) {
        SortedMap<String, String> plain = new TreeMap<>();
        values.forEach((theirs, value) -> {
            String ours = FIELD.get(theirs);
            if (ours != null) {
                plain.put(ours, canonical(ours, text(value, origins)));
            }
        });
        return plain;
    }

    private static String text(@Nullable Object value, Map<String, String> origins) {
        if (value instanceof Reference reference) {
            return origins.getOrDefault(reference.id().toString(), "");
        }
        return value == null ? "" : value.toString();
    }

    /** Money is compared to the cent, which is what Dynamics keeps. */
    static String canonical(String field, String value) {
        return field.equals(SideTruth.REVENUE) && !value.isEmpty()
                ? new BigDecimal(value).setScale(2, RoundingMode.HALF_UP).toPlainString()
                : value;
    }
}
