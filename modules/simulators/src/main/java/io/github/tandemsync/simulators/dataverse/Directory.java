package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The rows that every organisation has before anybody works: itself, a business unit, currencies, the application user. */
final class Directory {
    private static final BigDecimal ONE = new BigDecimal("1.0000000000");

    final UUID organizationId;
    final UUID businessUnit;
    final UUID applicationUser;
    private final Organisation organisation;

    Directory(Organisation organisation, long seed) {
        this.organisation = organisation;
        organizationId = Ids.named("organization " + seed);
        businessUnit = Ids.named("business unit " + seed);
        applicationUser = Ids.named("application user " + seed);
    }

    void fill() {
        Reference base = currency("US Dollar", "USD", "$", 2, ONE);
        currency("Euro", "EUR", "€", 2, new BigDecimal("0.9200000000"));
        currency("Yen", "JPY", "¥", 0, new BigDecimal("150.0000000000"));
        put(
                "organization",
                organizationId,
                Map.ofEntries(
                        Map.entry("name", "contoso"),
                        Map.entry("basecurrencyid", base),
                        Map.entry("basecurrencysymbol", "$"),
                        Map.entry("pricingdecimalprecision", 2),
                        Map.entry("currencydecimalprecision", 2),
                        Map.entry("expirechangetrackingindays", 7),
                        Map.entry("expiresubscriptionsindays", 90),
                        Map.entry("languagecode", 1033),
                        Map.entry("localeid", 1033)));
        put("businessunit", businessUnit, Map.of("name", "contoso"));
        put(
                "role",
                Ids.named("role " + organizationId),
                Map.<String, Object>of("name", "Sync", "businessunitid", unit()));
        user(applicationUser, "# Tandem", "sync", Map.of("applicationid", Ids.named("application")));
    }

    /** The user with this name, made when first asked for. */
    Actor person(String name) {
        UUID id = Ids.named("user " + organizationId + " " + name);
        if (organisation.find("systemuser", id).isEmpty()) {
            user(id, name, name.toLowerCase(Locale.ROOT), Map.of());
        }
        return new Actor(id, false);
    }

    Actor application() {
        return new Actor(applicationUser, true);
    }

    private Reference unit() {
        return new Reference("businessunit", businessUnit);
    }

    private void user(UUID id, String name, String account, Map<String, Object> more) {
        Map<String, Object> values = new TreeMap<>(more);
        values.put("fullname", name);
        values.put("lastname", name);
        values.put("domainname", account + "@contoso.example");
        values.put("internalemailaddress", account + "@contoso.example");
        values.put("businessunitid", unit());
        values.put("organizationid", organizationId);
        values.put("accessmode", more.isEmpty() ? 0 : 4);
        values.put("isdisabled", false);
        values.put("islicensed", more.isEmpty());
        put("systemuser", id, values);
    }

    private Reference currency(String name, String code, String symbol, int places, BigDecimal rate) {
        UUID id = Ids.named("currency " + organizationId + " " + code);
        put(
                "transactioncurrency",
                id,
                Map.of(
                        "currencyname", name,
                        "isocurrencycode", code,
                        "currencysymbol", symbol,
                        "currencyprecision", places,
                        "exchangerate", rate,
                        "statecode", 0,
                        "statuscode", 1));
        return new Reference("transactioncurrency", id);
    }

    private void put(String table, UUID id, Map<String, Object> given) {
        Map<String, Object> values = new TreeMap<>(given);
        values.put(organisation.schema().require(table).primaryId(), id);
        values.put("createdon", organisation.now());
        values.put("modifiedon", organisation.now());
        organisation.state().transaction(() -> {
            Row row = new Row(table, id, organisation.state().nextVersion(), values);
            organisation.state().put(row);
            return row;
        });
    }
}
