package io.github.tandemsync.simulators.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tandemsync.simulators.dataverse.model.Column;
import io.github.tandemsync.simulators.dataverse.model.Option;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetadataTest {
    private static final String ACCOUNT = "EntityDefinitions(LogicalName='account')";
    private static final String CRM = "/Attributes/Microsoft.Dynamics.CRM.";

    private final Api api = new Api();

    @AfterEach
    void close() {
        api.close();
    }

    private static JsonNode named(Answer list, String name) {
        return list.rows().stream()
                .filter(r -> r.path("LogicalName").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsTables() {
        Answer list =
                api.get("EntityDefinitions?$select=LogicalName,EntitySetName,PrimaryIdAttribute,ChangeTrackingEnabled");
        assertThat(list.texts("EntitySetName")).contains("accounts", "contacts", "leads", "transactioncurrencies");
        assertThat(named(list, "account").path("ChangeTrackingEnabled").asBoolean())
                .isTrue();
        assertThat(api.get("EntityDefinitions?$select=LogicalName&$filter=LogicalName eq 'lead'")
                        .texts("LogicalName"))
                .containsExactly("lead");
        assertThat(api.get("EntityDefinitions(LogicalName='nothing')").status()).isEqualTo(404);
    }

    @Test
    void tellsColumnsWithTheVirtualOnesBesideThem() {
        Answer table = api.get(ACCOUNT + "?$select=LogicalName&$expand=Attributes($select=LogicalName,AttributeType,"
                + "RequiredLevel,IsValidForCreate,IsValidForUpdate,IsValidForRead,IsSecured,AttributeOf)");
        JsonNode attributes = table.at("Attributes");
        assertThat(attributes).hasSizeGreaterThan(150);
        JsonNode name = find(attributes, "name");
        assertThat(name.path("RequiredLevel").path("Value").asText()).isEqualTo("ApplicationRequired");
        assertThat(name.path("@odata.type").asText()).isEqualTo("#Microsoft.Dynamics.CRM.StringAttributeMetadata");
        assertThat(find(attributes, "statecode").path("IsValidForCreate").asBoolean())
                .isFalse();
        assertThat(find(attributes, "revenue_base").path("IsValidForUpdate").asBoolean())
                .isFalse();
        assertThat(find(attributes, "industrycodename").path("AttributeOf").asText())
                .isEqualTo("industrycode");
        assertThat(find(attributes, "parentaccountidname").path("AttributeOf").asText())
                .isEqualTo("parentaccountid");
    }

    private static JsonNode find(JsonNode attributes, String name) {
        for (JsonNode attribute : attributes) {
            if (attribute.path("LogicalName").asText().equals(name)) {
                return attribute;
            }
        }
        throw new AssertionError(name);
    }

    @Test
    void limitsNeedACast() {
        assertThat(api.get(ACCOUNT + "/Attributes?$select=LogicalName,MaxLength")
                        .status())
                .isEqualTo(400);
        Answer strings = api.get(ACCOUNT + CRM + "StringAttributeMetadata?$select=LogicalName,MaxLength,Format");
        assertThat(named(strings, "name").path("MaxLength").asInt()).isEqualTo(160);
        Answer money = api.get(
                ACCOUNT + CRM + "MoneyAttributeMetadata?$select=LogicalName,Precision,PrecisionSource,MaxValue");
        assertThat(named(money, "revenue").path("PrecisionSource").asInt()).isEqualTo(2);
        assertThat(named(money, "revenue").path("MaxValue").decimalValue()).isEqualByComparingTo("100000000000000");
        Answer lookups = api.get(ACCOUNT + CRM + "LookupAttributeMetadata?$select=LogicalName,Targets");
        assertThat(named(lookups, "ownerid").path("Targets")).hasSize(2);
        Answer dates = api.get("EntityDefinitions(LogicalName='contact')" + CRM
                + "DateTimeAttributeMetadata?$select=LogicalName,Format,DateTimeBehavior");
        assertThat(named(dates, "birthdate")
                        .path("DateTimeBehavior")
                        .path("Value")
                        .asText())
                .isEqualTo("DateOnly");
    }

    @Test
    void optionsMustBeExpandedAndHaveTheTrueValues() {
        String address = ACCOUNT + CRM + "PicklistAttributeMetadata?$select=LogicalName";
        assertThat(named(api.get(address), "industrycode").has("OptionSet")).isFalse();
        Answer choices = api.get(address + "&$expand=OptionSet($select=Options),GlobalOptionSet($select=Options)");
        JsonNode options = named(choices, "industrycode").path("OptionSet").path("Options");
        assertThat(options).hasSize(33);
        assertThat(options.path(6).path("Value").asInt()).isEqualTo(7);
        assertThat(options.path(6)
                        .path("Label")
                        .path("UserLocalizedLabel")
                        .path("Label")
                        .asText())
                .isEqualTo("Consulting");
        assertThat(named(choices, "industrycode").path("GlobalOptionSet").isNull())
                .isTrue();
        assertThat(api.get(ACCOUNT + "/Attributes?$select=LogicalName&$expand=OptionSet")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void statusOptionsNameTheirState() {
        Answer status = api.get(
                ACCOUNT + CRM + "StatusAttributeMetadata?$select=LogicalName&$expand=OptionSet($select=Options)");
        JsonNode options = named(status, "statuscode").path("OptionSet").path("Options");
        assertThat(options.path(1).path("Value").asInt()).isEqualTo(2);
        assertThat(options.path(1).path("State").asInt()).isEqualTo(1);
        Answer booleans = api.get(ACCOUNT + CRM + "BooleanAttributeMetadata?$select=LogicalName&$expand=OptionSet");
        assertThat(named(booleans, "donotemail")
                        .path("OptionSet")
                        .path("TrueOption")
                        .path("Label")
                        .path("UserLocalizedLabel")
                        .path("Label")
                        .asText())
                .isEqualTo("Do Not Allow");
    }

    @Test
    void globalChoicesStandInTheirOwnPlace() {
        Column column = Column.customChoice("new_Tier", List.of(Option.of(1, "Gold")), "new_tiers");
        api.sim.admin().putColumn("account", column);
        Answer one =
                api.get(ACCOUNT + "/Attributes(LogicalName='new_tier')/Microsoft.Dynamics.CRM.PicklistAttributeMetadata"
                        + "?$select=LogicalName&$expand=OptionSet($select=Options),GlobalOptionSet($select=Options)");
        assertThat(one.at("OptionSet").isNull()).isTrue();
        assertThat(one.at("GlobalOptionSet").path("Options")).hasSize(1);
        assertThat(api.get("GlobalOptionSetDefinitions(Name='new_tiers')").at("Options"))
                .hasSize(1);
    }

    @Test
    void filtersByTypeAndByRelationship() {
        assertThat(api.get(ACCOUNT + "/Attributes?$select=LogicalName&$filter=AttributeType eq"
                                + " Microsoft.Dynamics.CRM.AttributeTypeCode'Memo'")
                        .texts("LogicalName"))
                .contains("description")
                .doesNotContain("name");
        String address =
                "RelationshipDefinitions/Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata?$select=SchemaName,"
                        + "ReferencingAttribute,ReferencingEntityNavigationPropertyName,ReferencedEntity"
                        + "&$filter=ReferencingEntity eq 'contact' and ReferencingAttribute eq 'parentcustomerid'";
        assertThat(api.get(address).texts("ReferencingEntityNavigationPropertyName"))
                .containsExactly("parentcustomerid_account", "parentcustomerid_contact");
    }

    @Test
    void adminsChangeWhatIsTold() {
        api.sim.admin().dropOption("account", "industrycode", 7);
        api.sim.admin().putOption("account", "industrycode", Option.of(34, "Space"));
        api.sim.admin().dropColumn("account", "fax");
        Answer choices = api.get(ACCOUNT + CRM + "PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet");
        JsonNode options = named(choices, "industrycode").path("OptionSet").path("Options");
        assertThat(options.findValuesAsText("Value")).contains("34").doesNotContain("7");
        assertThat(api.get(ACCOUNT + "/Attributes(LogicalName='fax')").status()).isEqualTo(404);
        assertThat(api.post("accounts", "{'fax':'1'}").status()).isEqualTo(400);
        assertThat(api.get("accounts?$select=fax").status()).isEqualTo(400);
    }

    @Test
    void oneRequestTellsEverything() {
        String query =
                "{\"Criteria\":{\"FilterOperator\":\"Or\",\"Conditions\":[{\"ConditionOperator\":\"Equals\",\"PropertyName\":"
                        + "\"LogicalName\",\"Value\":{\"Type\":\"System.String\",\"Value\":\"account\"}}]},\"Properties\":{\"PropertyNames\":"
                        + "[\"EntitySetName\"]},\"AttributeQuery\":{\"Properties\":{\"PropertyNames\":[\"MaxLength\",\"OptionSet\"]}}}";
        String encoded = java.net.URLEncoder.encode(query, java.nio.charset.StandardCharsets.UTF_8);
        Answer all = api.get("RetrieveMetadataChanges(Query=@p1)?@p1=" + encoded);
        JsonNode table = all.at("EntityMetadata").path(0);
        assertThat(table.path("EntitySetName").asText()).isEqualTo("accounts");
        JsonNode name = find(table.path("Attributes"), "name");
        assertThat(name.path("@odata.type").asText())
                .isEqualTo("#Microsoft.Dynamics.CRM.ComplexStringAttributeMetadata");
        assertThat(name.path("MaxLength").asInt()).isEqualTo(160);
        assertThat(name.path("AttributeType").isNull()).isTrue();
        assertThat(find(table.path("Attributes"), "industrycode")
                        .path("OptionSet")
                        .path("Options"))
                .hasSize(33);
        String stamp = java.net.URLEncoder.encode(
                "'" + all.text("ServerVersionStamp") + "'", java.nio.charset.StandardCharsets.UTF_8);
        String later = "RetrieveMetadataChanges(Query=@p1,ClientVersionStamp=@p3)?@p1=" + encoded + "&@p3=" + stamp;
        assertThat(api.get(later).at("EntityMetadata")).isEmpty();
        api.sim.admin().dropColumn("account", "fax");
        assertThat(api.get(later).at("EntityMetadata")).hasSize(1);
    }
}
