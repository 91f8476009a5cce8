package io.github.tandemsync.examples.quickstart;

import io.github.tandemsync.core.connector.FieldSchema.Kind;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.hubspot.TruthRecord;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the two servers really hold, read past their APIs and past the clients, so that neither can hide a mistake. */
final class Truths {
    private static final String PARENT = "associations.companies/parent";

    private final Systems systems;
    private final ObjectSchema companies;
    private final ObjectSchema accounts;

    Truths(Systems systems, ObjectSchema companies, ObjectSchema accounts) {
        this.systems = systems;
        this.companies = companies;
        this.accounts = accounts;
    }

    /** All live companies, with the given fields. */
    SortedMap<RecordRef, Values> companies(Set<String> fields) {
        SortedMap<RecordRef, Values> all = new TreeMap<>();
        systems.hubspot()
                .truth()
                .live("companies")
                .forEach(company ->
                        all.put(Systems.COMPANIES.ref(company.id()), values(fields, name -> company(company, name))));
        return all;
    }

    /** All live accounts, with the given fields. */
    SortedMap<RecordRef, Values> accounts(Set<String> fields) {
        SortedMap<RecordRef, Values> all = new TreeMap<>();
        systems.dynamics()
                .truth()
                .live("account")
                .forEach(account -> all.put(
                        Systems.ACCOUNT.ref(account.id().toString()), values(fields, name -> account(account, name))));
        return all;
    }

    /** A record's name; its address if it is gone. */
    String name(RecordRef ref) {
        Optional<String> name = ref.type().equals(Systems.COMPANIES)
                ? systems.hubspot().truth().find("companies", ref.id()).map(company -> company.value("name"))
                : account(ref).map(row -> Objects.toString(row.value("name"), ""));
        return name.orElse(ref.toString());
    }

    /** A value as people see it: an option's label, the name of the record referred to. */
    String shown(RecordRef of, String field, FieldValue value) {
        ObjectSchema schema = of.type().equals(Systems.COMPANIES) ? companies : accounts;
        if (value instanceof FieldValue.Choice choice) {
            return Objects.requireNonNull(schema.field(field)).options().getOrDefault(choice.value(), choice.value());
        }
        return value instanceof FieldValue.Reference reference ? name(reference.target()) : value.display();
    }

    private Optional<Row> account(RecordRef ref) {
        UUID id = UUID.fromString(ref.id());
        return systems.dynamics()
                .truth()
                .row("account", id)
                .or(() -> systems.dynamics().truth().deleted("account").stream()
                        .filter(row -> row.id().equals(id))
                        .findFirst());
    }

    private interface Cell {
        FieldValue read(String field);
    }

    private static Values values(Set<String> fields, Cell cell) {
        SortedMap<String, FieldValue> values = new TreeMap<>();
        fields.forEach(field -> values.put(field, cell.read(field)));
        return Values.of(values);
    }

    private FieldValue company(TruthRecord company, String field) {
        if (field.equals(PARENT)) {
            return systems.hubspot()
                    .truth()
                    .parent(company.id())
                    .map(parent -> FieldValue.reference(Systems.COMPANIES.ref(parent)))
                    .orElse(FieldValue.EMPTY);
        }
        String value = company.value(field);
        return value.isEmpty() ? FieldValue.EMPTY : value(kind(companies, field), value);
    }

    private FieldValue account(Row account, String field) {
        Object value = account.value(field);
        return switch (kind(accounts, field)) {
            case REFERENCE -> reference(value);
            default -> value == null ? FieldValue.EMPTY : value(kind(accounts, field), value);
        };
    }

    private static FieldValue reference(@Nullable Object value) {
        return value instanceof Reference reference
                ? FieldValue.reference(Systems.ACCOUNT.ref(reference.id().toString()))
                : FieldValue.EMPTY;
    }

    private static FieldValue value(Kind kind, Object value) {
        return switch (kind) {
            case NUMBER -> FieldValue.number(new BigDecimal(value.toString()));
            case CHOICE -> new FieldValue.Choice(value.toString());
            case TEXT -> FieldValue.text(value.toString());
            default -> throw new IllegalStateException("The quickstart maps no field of kind " + kind);
        };
    }

    private static Kind kind(ObjectSchema schema, String field) {
        return Objects.requireNonNull(schema.field(field), field).kind();
    }
}
