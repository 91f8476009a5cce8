package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.model.Column;
import io.github.tandemsync.simulators.dataverse.model.ColumnType;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Currency, exchange rate, rounding and the twins in the base currency (Dataverse, "Transaction currency (currency) table"). */
final class Money {
    private static final int BASE_PLACES = 4;
    private static final String TWIN = "_base";

    private final Organisation organisation;

    Money(Organisation organisation) {
        this.organisation = organisation;
    }

    /** Rounds the amounts of a row and computes what follows from them. */
    void settle(Table table, Map<String, Object> values) {
        if (table.column("exchangerate") == null || table.name().equals("transactioncurrency")) {
            return;
        }
        List<Column> amounts = amounts(table, values);
        if (!amounts.isEmpty()) {
            values.putIfAbsent("transactioncurrencyid", baseCurrency());
        }
        // A twin lives and dies with its amount.
        values.keySet()
                .removeIf(c -> c.endsWith(TWIN) && !values.containsKey(c.substring(0, c.length() - TWIN.length())));
        if (values.get("transactioncurrencyid") instanceof Reference currency) {
            settle(amounts, values, organisation.require(currency.table(), currency.id()));
        } else {
            values.remove("exchangerate");
        }
    }

    private static List<Column> amounts(Table table, Map<String, Object> values) {
        List<Column> amounts = new ArrayList<>();
        for (Map.Entry<String, Object> value : values.entrySet()) {
            Column column = value.getValue() instanceof BigDecimal ? table.column(value.getKey()) : null;
            if (column != null
                    && column.type() == ColumnType.MONEY
                    && !column.name().endsWith(TWIN)) {
                amounts.add(column);
            }
        }
        return amounts;
    }

    private void settle(List<Column> amounts, Map<String, Object> values, Row currency) {
        BigDecimal rate = (BigDecimal) currency.values().getOrDefault("exchangerate", BigDecimal.ONE);
        values.put("exchangerate", rate);
        for (Column column : amounts) {
            BigDecimal amount = (BigDecimal) Objects.requireNonNull(values.get(column.name()));
            BigDecimal rounded = amount.setScale(places(column, currency), RoundingMode.HALF_UP);
            values.put(column.name(), rounded);
            values.put(column.name() + TWIN, rounded.divide(rate, BASE_PLACES, RoundingMode.HALF_UP));
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
