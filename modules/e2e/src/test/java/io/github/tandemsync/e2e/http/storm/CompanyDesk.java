package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.simulators.hubspot.HubSpotSimulator;
import io.github.tandemsync.simulators.hubspot.TruthRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** People in HubSpot. */
final class CompanyDesk implements Desk {
    private static final String COMPANIES = "companies";
    private static final List<String> TEXTS = List.of("name", "city", "description");
    private static final List<String> CLEARED = List.of("city", "description", "annualrevenue");

    private final HubSpotSimulator hubspot;

    CompanyDesk(HubSpotSimulator hubspot) {
        this.hubspot = hubspot;
    }

    @Override
    public List<String> live() {
        return hubspot.truth().live(COMPANIES).stream().map(TruthRecord::id).toList();
    }

    @Override
    public List<String> deleted() {
        return hubspot.truth().records(COMPANIES).stream()
                .filter(company -> company.archived() && company.mergedInto().isEmpty())
                .map(TruthRecord::id)
                .toList();
    }

    @Override
    public String origin(String id) {
        return hubspot.truth()
                .find(COMPANIES, id)
                .orElseThrow(IllegalArgumentException::new)
                .value("zip");
    }

    @Override
    public void create(String origin, String name, String city) {
        hubspot.users().create(COMPANIES, new TreeMap<>(Map.of("zip", origin, "name", name, "city", city)));
    }

    @Override
    public void edit(String id, int text, String value) {
        hubspot.users().edit(COMPANIES, id, Map.of(TEXTS.get(text), value));
    }

    @Override
    public void clear(String id, int field) {
        hubspot.users().clear(COMPANIES, id, CLEARED.get(field));
    }

    @Override
    public void earn(String id, String amount) {
        hubspot.users().edit(COMPANIES, id, Map.of("annualrevenue", amount));
    }

    @Override
    public void reparent(String id, @Nullable String parent) {
        if (parent == null) {
            hubspot.users().clearParent(id);
        } else {
            hubspot.users().setParent(id, parent);
        }
    }

    @Override
    public void delete(String id) {
        hubspot.users().archive(COMPANIES, id);
    }

    @Override
    public void restore(String id) {
        hubspot.users().restore(COMPANIES, id);
    }

    @Override
    public void merge(String primary, String other) {
        hubspot.users().merge(COMPANIES, primary, other);
    }
}
