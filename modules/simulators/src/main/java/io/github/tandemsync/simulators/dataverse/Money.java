package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.model.Column;
import io.github.tandemsync.simulators.dataverse.model.ColumnType;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** Currency, exchange rate, rounding and the twins in the base currency (Dataverse, "Transaction currency (currency) table"). */
final class Money {
    private static final int BASE_PLACES = 4;

    private final Organisation organisation;

    Money(Organisation organisation) {
        this.organisation = organisation;
    }

    /** Rounds the amounts of a row and computes what follows from them. */
    void settle(Table table, Map<String, Object> values) {
        if (table.column("exchangerate") == null || table.name().equals("transactioncurrency")) {
            return;
        }
        boolean amounts = table.columns().values().stream()
                .anyMatch(c -> c.type() == ColumnType.MONEY && values.containsKey(c.name()));
        if (amounts) {
            values.putIfAbsent("transactioncurrencyid", baseCurrency());
        }
        if (values.get("transactioncurrencyid") instanceof Reference currency) {
            settle(table, values, organisation.require(currency.table(), currency.id()));
        } else {
            values.remove("exchangerate");
        }
    }

    private void settle(Table table, Map<String, Object> values, Row currency) {
        BigDecimal rate = (BigDecimal) currency.values().getOrDefault("exchangerate", BigDecimal.ONE);
        values.put("exchangerate", rate);
        for (Column column : table.columns().values()) {
            String twin = column.name() + "_base";
            if (column.type() != ColumnType.MONEY || column.name().endsWith("_base")) {
                continue;
            }
            if (values.get(column.name()) instanceof BigDecimal amount) {
                BigDecimal rounded = amount.setScale(places(column, currency), RoundingMode.HALF_UP);
                values.put(column.name(), rounded);
                values.put(twin, rounded.divide(rate, BASE_PLACES, RoundingMode.HALF_UP));
            } else {
                values.remove(twin);
            }
        }
    }

    private int places(Column column, Row currency) {
        Object places = switch (column.limits().precisionSource()) {
            case 1 -> setting().value("pricingdecimalprecision");
            case 2 -> currency.value("currencyprecision");
            default -> column.limits().precision();
        };
        return places instanceof Integer n ? n : column.limits().precision();
    }

    private Reference baseCurrency() {
        Object base = setting().value("basecurrencyid");
        if (base instanceof Reference reference) {
            return reference;
        }
        throw new DataverseFault(400, "0x80048cfb", "The currency cannot be null.");
    }

    private Row setting() {
        return organisation.state().table("organization").rows.firstEntry().getValue();
    }
}
