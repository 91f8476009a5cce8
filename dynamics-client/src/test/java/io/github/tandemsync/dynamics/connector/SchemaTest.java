package io.github.tandemsync.dynamics.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.FieldSchema.Kind;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.connector.TypeTraits;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.record.ObjectType;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchemaTest extends ConnectorFixture {
    @Test
    void everyColumnTypeHasItsKind() {
        ObjectSchema schema = connector.schema(ACCOUNT);
        Map<String, Kind> kinds = Map.ofEntries(
                Map.entry("accountid", Kind.TEXT),
                Map.entry("name", Kind.TEXT),
                Map.entry("description", Kind.TEXT),
                Map.entry("revenue", Kind.NUMBER),
                Map.entry("numberofemployees", Kind.NUMBER),
                Map.entry("exchangerate", Kind.NUMBER),
                Map.entry("address1_latitude", Kind.NUMBER),
                Map.entry("versionnumber", Kind.NUMBER),
                Map.entry("donotemail", Kind.FLAG),
                Map.entry("lastusedincampaign", Kind.TIMESTAMP),
                Map.entry("new_founded", Kind.DAY),
                Map.entry("industrycode", Kind.CHOICE),
                Map.entry("statecode", Kind.CHOICE),
                Map.entry("statuscode", Kind.CHOICE),
                Map.entry("new_tags", Kind.CHOICES),
                Map.entry("parentaccountid", Kind.REFERENCE),
                Map.entry("new_partnerid", Kind.REFERENCE),
                Map.entry("ownerid", Kind.REFERENCE));
        kinds.forEach(
                (name, kind) -> assertThat(field(schema, name).kind()).as(name).isEqualTo(kind));
    }

    @Test
    void fieldsCarryLimitsOptionsAndTargets() {
        ObjectSchema schema = connector.schema(ACCOUNT);
        assertThat(field(schema, "name").maxLength()).isEqualTo(160);
        assertThat(field(schema, "revenue").scale()).isEqualTo(2);
        assertThat(field(schema, "industrycode").options()).containsEntry("7", "Consulting");
        assertThat(field(schema, "new_partnerid").targets()).containsExactlyInAnyOrder(ACCOUNT, CONTACT);
        assertThat(field(schema, "statecode").creatable()).isFalse();
        assertThat(field(schema, "statecode").updatable()).isTrue();
        assertThat(field(schema, "masterid").updatable()).isFalse();
    }

    @Test
    void aSecuredColumnIsNotReadable() {
        assertThat(field(connector.schema(ACCOUNT), "new_secret").readable()).isFalse();
    }

    @Test
    void onlyWhatTheServiceDemandsAndDoesNotFillIsRequired() {
        ObjectSchema schema = connector.schema(ACCOUNT);
        assertThat(schema.fields().values().stream()
                        .filter(FieldSchema::required)
                        .map(FieldSchema::name))
                .containsExactly("new_number");
    }

    @Test
    void traitsTellTheEngineHowToWorkWithIt() {
        TypeTraits traits = connector.schema(ACCOUNT).traits();
        assertThat(traits.conditionalWrites()).isTrue();
        assertThat(traits.fieldHistory()).isFalse();
        assertThat(traits.createKey()).isEqualTo(CreateKeyKind.CLIENT_ID);
        assertThat(traits.reports()).containsExactlyInAnyOrder(TypeTraits.Reported.values());
        assertThat(traits.indexLag()).isZero();
        assertThat(traits.cursorLife()).isEqualTo(Duration.ofDays(7));
        assertThat(traits.readBatch()).isEqualTo(500);
        assertThat(traits.writeBatch()).isEqualTo(100);
    }

    @Test
    void theSchemaIsAlwaysTheLiveOne() {
        connector.schema(ACCOUNT);
        connector.schema(ACCOUNT);
        assertThat(organisation.requests()).hasSize(4);
    }

    @Test
    void historyIsRefusedClearly() {
        assertThatThrownBy(() -> connector.history(ACCOUNT, Map.of(), Set.of()))
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        e -> assertThat(e.category()).isEqualTo(ConnectorException.Category.INVALID))
                .hasMessageContaining("no history");
    }

    @Test
    void anotherSystemsTypeIsRefused() {
        assertThatThrownBy(() -> connector.schema(ObjectType.parse("hubspot:companies")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("dynamics:account");
    }

    @Test
    void itsIdentityIsTheOrganisation() {
        organisation.onGet(
                "WhoAmI",
                "{\"UserId\":\"" + id(1) + "\",\"OrganizationId\":\"" + id(2).toUpperCase(java.util.Locale.ROOT)
                        + "\"}");
        assertThat(connector.identify().system()).isEqualTo("dynamics");
        assertThat(connector.identify().account()).isEqualTo(id(2));
        assertThat(organisation.url()).endsWith(connector.identify().location());
    }

    private static FieldSchema field(ObjectSchema schema, String name) {
        return Objects.requireNonNull(schema.field(name), name);
    }
}
