package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.simulators.dataverse.DataverseSimulator;
import io.github.tandemsync.simulators.dataverse.User;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** People in Dynamics, who are not asked for less than a cent, or for less than nothing. */
final class AccountDesk implements Desk {
    private static final String ACCOUNT = "account";
    private static final List<String> TEXTS = List.of("name", "address1_city", "description");
    private static final List<String> CLEARED = List.of("address1_city", "description", "revenue");

    private final DataverseSimulator dynamics;
    private final User ada;

    AccountDesk(DataverseSimulator dynamics) {
        this.dynamics = dynamics;
        this.ada = dynamics.user("Ada");
    }

    @Override
    public List<String> live() {
        return ids(dynamics.truth().live(ACCOUNT).stream()
                .filter(row -> !Truths.isMerged(row))
                .toList());
    }

    @Override
    public List<String> deleted() {
        return ids(dynamics.truth().deleted(ACCOUNT));
    }

    private static List<String> ids(List<Row> rows) {
        return rows.stream().map(row -> row.id().toString()).toList();
    }

    @Override
    public String origin(String id) {
        Row row = dynamics.truth().row(ACCOUNT, id(id)).orElseThrow(IllegalArgumentException::new);
        return String.valueOf(row.value("address1_postalcode"));
    }

    @Override
    public void create(String origin, String name, String city) {
        ada.create(ACCOUNT, Map.of("address1_postalcode", origin, "name", name, "address1_city", city));
    }

    @Override
    public void edit(String id, int text, String value) {
        ada.edit(ACCOUNT, id(id), Map.of(TEXTS.get(text), value));
    }

    @Override
    public void clear(String id, int field) {
        ada.clear(ACCOUNT, id(id), CLEARED.get(field));
    }

    @Override
    public void earn(String id, String amount) {
        BigDecimal money = new BigDecimal(amount).abs().setScale(2, RoundingMode.HALF_UP);
        ada.edit(ACCOUNT, id(id), Map.of("revenue", money));
    }

    @Override
    public void reparent(String id, @Nullable String parent) {
        Reference reference = parent == null ? null : new Reference(ACCOUNT, id(parent));
        ada.reparent(ACCOUNT, id(id), "parentaccountid", reference);
    }

    @Override
    public void delete(String id) {
        ada.delete(ACCOUNT, id(id));
    }

    @Override
    public void restore(String id) {
        ada.restore(ACCOUNT, id(id));
    }

    @Override
    public void merge(String primary, String other) {
        ada.merge(ACCOUNT, id(primary), id(other), Map.of());
    }

    private static UUID id(String id) {
        return UUID.fromString(id);
    }
}
