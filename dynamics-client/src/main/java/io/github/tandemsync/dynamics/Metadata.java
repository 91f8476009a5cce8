package io.github.tandemsync.dynamics;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.transport.ApiPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the organisation's tables look like. Nothing is cached here. Safe for use by several threads. Source: "Query table
 * definitions using the Web API".
 */
public final class Metadata {
    private static final List<String> TABLE = List.of(
            "LogicalName",
            "EntitySetName",
            "PrimaryIdAttribute",
            "ChangeTrackingEnabled",
            "IsOptimisticConcurrencyEnabled");
    private static final List<String> COLUMN = List.of(
            "LogicalName",
            "AttributeType",
            "AttributeTypeName",
            "DisplayName",
            "RequiredLevel",
            "IsValidForCreate",
            "IsValidForUpdate",
            "IsValidForRead",
            "IsSecured",
            "AttributeOf");

    private final Gateway gateway;

    Metadata(Gateway gateway) {
        this.gateway = gateway;
    }

    /** The table with its columns; two calls. */
    public Table table(String logicalName) {
        ApiPath path = Names.select(definition(logicalName), TABLE)
                .query("$expand", "Attributes($select=" + String.join(",", COLUMN) + ")");
        Answer answer = expect(logicalName, Operation.get(path));
        Row table = answer.row();
        try {
            MetadataReader reader = new MetadataReader(table);
            details(logicalName, reader);
            return reader.table();
        } catch (IllegalStateException | IllegalArgumentException unexpected) {
            throw DynamicsException.unreadable(
                    answer, "the definition of " + logicalName + ": " + unexpected.getMessage());
        }
    }

    /** What a column's type adds to its description comes by one request for each type present, all in one batch. */
    private void details(String logicalName, MetadataReader reader) {
        List<Operation> operations = new ArrayList<>();
        for (Detail detail : reader.wanted()) {
            operations.add(Operation.get(detail.path(definition(logicalName))));
        }
        operations.add(Operation.get(
                ApiPath.of("RelationshipDefinitions", "Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata")
                        .query(
                                "$select",
                                "ReferencingAttribute,ReferencingEntityNavigationPropertyName,ReferencedEntity,ReferencingEntity")
                        .query("$filter", "ReferencingEntity eq '" + Names.name(logicalName) + "'")));
        BatchAnswer batch = gateway.batch(operations, () -> {});
        for (int i = 0; i < operations.size(); i++) {
            Answer answer = batch.at(i);
            if (answer == null) {
                throw new IllegalStateException("a part of its details is missing");
            }
            List<Row> values = Gateway.expect(operations.get(i), answer).row().rows("value");
            if (i < reader.wanted().size()) {
                reader.detail(reader.wanted().get(i), values);
            } else {
                reader.relationships(values);
            }
        }
    }

    /** The entity set of a table. */
    public String entitySet(String logicalName) {
        ApiPath path = Names.select(definition(logicalName), List.of("LogicalName", "EntitySetName"));
        Answer answer = expect(logicalName, Operation.get(path));
        try {
            return Names.name(answer.row().required("EntitySetName"));
        } catch (IllegalStateException | IllegalArgumentException unexpected) {
            throw DynamicsException.unreadable(answer, "the table's entity set is missing");
        }
    }

    /** The privileges that rule the table. */
    public List<Privilege> privileges(String logicalName) {
        Answer answer =
                expect(logicalName, Operation.get(Names.select(definition(logicalName), List.of("Privileges"))));
        try {
            return answer.row().rows("Privileges").stream()
                    .map(Metadata::privilege)
                    .toList();
        } catch (IllegalStateException unexpected) {
            throw DynamicsException.unreadable(answer, "the privileges of " + logicalName);
        }
    }

    private static Privilege privilege(Row row) {
        return new Privilege(
                row.required("PrivilegeId").toLowerCase(Locale.ROOT),
                row.required("Name"),
                row.required("PrivilegeType"));
    }

    private Answer expect(String logicalName, Operation operation) {
        Answer answer = gateway.send(operation);
        if (answer.status() == 404) {
            throw new ConnectorException(
                    Category.INVALID,
                    "The organisation has no table " + logicalName + "; use a table's logical name, such as account");
        }
        return Gateway.expect(operation, answer);
    }

    private static ApiPath definition(String logicalName) {
        return ApiPath.of("EntityDefinitions(LogicalName='" + Names.name(logicalName) + "')");
    }
}
