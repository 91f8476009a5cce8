package io.github.tandemsync.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetadataTest {
    private final WireOrganisation organisation = new WireOrganisation();
    private final Metadata metadata = organisation.client().metadata();

    @AfterEach
    void close() {
        organisation.close();
    }

    @Test
    void describesATableInTwoCalls() {
        organisation.describeAccounts();
        Table table = metadata.table("account");
        assertThat(organisation.requests()).hasSize(2);
        assertThat(table.entitySet()).isEqualTo("accounts");
        assertThat(table.primaryId()).isEqualTo("accountid");
        assertThat(table.changeTracking()).isTrue();
        assertThat(table.optimisticConcurrency()).isTrue();
        assertThat(table.columns()).doesNotContainKeys("parentaccountidname", "entityimage_url");
    }

    @Test
    void columnsHaveTheirTypesAndLimits() {
        organisation.describeAccounts();
        Table table = metadata.table("account");
        assertThat(column(table, "name").maxLength()).isEqualTo(160);
        assertThat(column(table, "name").label()).isEqualTo("Label of name");
        assertThat(column(table, "description").maxLength()).isEqualTo(2000);
        assertThat(column(table, "revenue").scale()).isEqualTo(2);
        assertThat(column(table, "exchangerate").scale()).isEqualTo(10);
        assertThat(column(table, "numberofemployees").scale()).isZero();
        assertThat(column(table, "lastusedincampaign").type()).isEqualTo(ColumnType.DATE_TIME);
        assertThat(column(table, "new_founded").type()).isEqualTo(ColumnType.DATE_ONLY);
        assertThat(column(table, "new_tags").type()).isEqualTo(ColumnType.MULTI_SELECT);
        assertThat(column(table, "new_tags").label()).isEqualTo("new_tags");
        assertThat(column(table, "new_secret").validity().secured()).isTrue();
        assertThat(column(table, "statecode").validity().create()).isFalse();
        assertThat(column(table, "exchangerate").validity().update()).isFalse();
    }

    @Test
    void optionsComeFromLocalAndGlobalChoices() {
        organisation.describeAccounts();
        Table table = metadata.table("account");
        assertThat(column(table, "industrycode").options())
                .extractingByKey("7")
                .extracting(Column.Option::label)
                .isEqualTo("Consulting");
        assertThat(column(table, "new_tags").options()).containsOnlyKeys("1", "9");
        assertThat(column(table, "statecode").options())
                .extractingByKey("1")
                .extracting(Column.Option::defaultStatus)
                .isEqualTo("2");
    }

    @Test
    void lookupsHaveTheirNavigationNamesInTheServersCase() {
        organisation.describeAccounts();
        Table table = metadata.table("account");
        assertThat(column(table, "parentaccountid").wireName()).isEqualTo("_parentaccountid_value");
        assertThat(column(table, "parentaccountid").navigationTo("account")).isEqualTo("parentaccountid");
        assertThat(column(table, "new_partnerid").navigationTo("contact")).isEqualTo("new_PartnerId_contact");
        assertThat(column(table, "new_partnerid").navigationTo("lead")).isNull();
        assertThat(column(table, "ownerid").navigationTo("team")).isEqualTo("ownerid");
        assertThat(column(table, "ownerid").targets()).containsExactly("systemuser", "team");
    }

    @Test
    void asksOnlyForTheTypesThatAreThere() {
        organisation.onGet(
                "EntityDefinitions(LogicalName='new_thing')",
                "{\"LogicalName\":\"new_thing\",\"EntitySetName\":\"new_things\",\"PrimaryIdAttribute\":\"new_thingid\","
                        + "\"Attributes\":[]}");
        organisation.onBatch("new_thing", BatchReply.part(200, "{\"value\":[]}"));
        assertThat(metadata.table("new_thing").changeTracking()).isFalse();
        assertThat(organisation.last().getBodyAsString())
                .doesNotContain("AttributeMetadata")
                .contains("ReferencingEntity%20eq%20'new_thing'");
    }

    @Test
    void aMissingPartIsAFaultNotAnEmptyDescription() {
        organisation.describeAccounts();
        organisation.onBatch("RelationshipDefinitions", BatchReply.part(200, "{\"value\":[]}"));
        assertThatThrownBy(() -> metadata.table("account")).isInstanceOf(DynamicsException.class);
    }

    @Test
    void anUnknownTableIsInvalid() {
        organisation.on(
                "EntityDefinitions(LogicalName='none')",
                404,
                "{\"error\":{\"code\":\"0x80060888\",\"message\":\"x\"}}");
        assertThatThrownBy(() -> metadata.table("none"))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.category()).isEqualTo(Category.INVALID))
                .hasMessageContaining("no table none");
    }

    @Test
    void namesThePrivilegesOfATable() {
        organisation.onGet(
                "EntityDefinitions(LogicalName='account')",
                "{\"Privileges\":[{\"Name\":\"prvReadAccount\",\"PrivilegeId\":\"886B280C-6396-4D56-A0A3-2C1B0A50CEB0\","
                        + "\"PrivilegeType\":\"Read\",\"CanBeBasic\":true}]}");
        assertThat(metadata.privileges("account"))
                .containsExactly(new Privilege("886b280c-6396-4d56-a0a3-2c1b0a50ceb0", "prvReadAccount", "Read"));
    }

    private static Column column(Table table, String name) {
        return Objects.requireNonNull(table.column(name), name);
    }
}
