package io.github.tandemsync.hubspot.connector;

import static io.github.tandemsync.hubspot.connector.Fixture.COMPANIES;
import static io.github.tandemsync.hubspot.connector.Fixture.DEFINITIONS;
import static io.github.tandemsync.hubspot.connector.Fixture.OBJECTS;
import static io.github.tandemsync.hubspot.connector.Fixture.PROPERTIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.AccessReport.Finding;
import io.github.tandemsync.core.connector.AccessRequest;
import io.github.tandemsync.core.connector.AccessRequest.Right;
import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.FieldSchema.Kind;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.connector.SystemIdentity;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.connector.TypeTraits.Reported;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens before the first run: identity, schema, rights, the key property. */
class SetupTest {
    private static final String NO_KEY = DEFINITIONS.replace("tandem_key", "another");
    private static final String NOT_UNIQUE = DEFINITIONS.replace("\"hasUniqueValue\":true", "\"hasUniqueValue\":false");
    private static final Set<AccessRequest> ALL = Set.of(Right.values()).stream()
            .map(right -> new AccessRequest(COMPANIES, right))
            .collect(Collectors.toSet());

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void thePortalIsItsIdentity() {
        fixture.server.on("GET", "/account-info/2026-09/details", 200, "{\"portalId\":62515}");
        SystemIdentity identity = fixture.connector.identify();
        assertThat(identity.system()).isEqualTo("hubspot");
        assertThat(identity.account()).isEqualTo("62515");
        assertThat(identity.location()).startsWith("127.0.0.1:");
    }

    @Test
    void describesFieldsAsThePortalDoes() {
        fixture.server.on("GET", PROPERTIES, 200, DEFINITIONS);
        ObjectSchema schema = fixture.connector.schema(COMPANIES);
        Function<String, Kind> kind = name -> field(schema, name).kind();
        assertThat(List.of(
                        "name",
                        "annualrevenue",
                        "is_public",
                        "founded",
                        "seen_at",
                        "industry",
                        "tags",
                        "hubspot_owner_id"))
                .extracting(kind)
                .containsExactly(
                        Kind.TEXT,
                        Kind.NUMBER,
                        Kind.FLAG,
                        Kind.DAY,
                        Kind.TIMESTAMP,
                        Kind.CHOICE,
                        Kind.CHOICES,
                        Kind.REFERENCE);
        assertThat(field(schema, "industry").options())
                .containsEntry("SOFT", "Software")
                .containsEntry("BANK", "Banking");
        assertThat(List.of("name", "hs_object_id", "days_open"))
                .extracting(name -> field(schema, name).updatable())
                .containsExactly(true, false, false);
        FieldSchema parent = field(schema, "associations.companies/parent");
        assertThat(parent.kind()).isEqualTo(Kind.REFERENCE);
        assertThat(parent.targets()).containsExactly(COMPANIES);
    }

    private static FieldSchema field(ObjectSchema schema, String name) {
        return Objects.requireNonNull(schema.field(name), name);
    }

    @Test
    void tellsWhatTheTypeIsLike() {
        fixture.server.on("GET", PROPERTIES, 200, DEFINITIONS);
        var traits = fixture.connector.schema(COMPANIES).traits();
        assertThat(traits.conditionalWrites()).isFalse();
        assertThat(traits.fieldHistory()).isTrue();
        assertThat(traits.createKey()).isEqualTo(CreateKeyKind.UNIQUE);
        assertThat(traits.reports()).containsExactlyInAnyOrder(Reported.CREATES, Reported.EDITS);
        assertThat(traits.indexLag()).hasMinutes(2);
        assertThat(List.of(traits.readBatch(), traits.writeBatch(), traits.historyBatch()))
                .containsExactly(100, 100, 50);
    }

    @Test
    void asksThePortalEachTimeForItsSchema() {
        fixture.server.on("GET", PROPERTIES, 200, DEFINITIONS).on("GET", PROPERTIES, 200, NO_KEY);
        assertThat(fixture.connector.schema(COMPANIES).field("tandem_key")).isNotNull();
        assertThat(fixture.connector.schema(COMPANIES).field("tandem_key")).isNull();
    }

    @Test
    void findsMissingScopesInTheTokensList() {
        fixture.server.on("GET", PROPERTIES, 200, DEFINITIONS);
        fixture.server.on("POST", Fixture.TOKEN_INFO, 200, "{\"appId\":1,\"scopes\":[\"crm.objects.companies.read\"]}");
        List<Finding> findings = fixture.connector.access(ALL).findings();
        assertThat(findings)
                .extracting(finding -> finding.request().right())
                .containsExactly(Right.CREATE, Right.UPDATE, Right.REMOVE);
        assertThat(findings).allMatch(Finding::missing);
        assertThat(findings.get(0).remedy()).contains("crm.objects.companies.write");
        assertThat(fixture.server.calls()).noneMatch(call -> call.contains(OBJECTS));
    }

    @Test
    void triesWhereTheTokenHasNoListAndChangesNothing() {
        fixture.server.on("GET", PROPERTIES, 200, DEFINITIONS);
        fixture.server.on("GET", OBJECTS, 200, "{\"results\":[]}");
        fixture.server.on("POST", OBJECTS + "/batch/create", 400, "{\"category\":\"VALIDATION_ERROR\"}");
        fixture.server.on("POST", OBJECTS + "/batch/update", 403, "{\"category\":\"MISSING_SCOPES\"}");
        fixture.server.on("POST", OBJECTS + "/batch/archive", 403, "{\"category\":\"MISSING_SCOPES\"}");
        assertThat(fixture.connector.access(ALL).findings())
                .extracting(finding -> finding.request().right())
                .containsExactly(Right.UPDATE, Right.REMOVE);
        assertThat(fixture.server.bodies(OBJECTS + "/batch/create")).containsExactly("{\"inputs\":[]}");
    }

    @Test
    void reportsThatOurAppIsNotKnown() {
        fixture.server.on("GET", OBJECTS, 200, "{\"results\":[]}");
        fixture.server.on("POST", OBJECTS + "/batch/update", 400, "{}");
        Set<AccessRequest> wanted =
                Set.of(new AccessRequest(COMPANIES, Right.READ), new AccessRequest(COMPANIES, Right.UPDATE));
        assertThat(fixture.connector.access(wanted).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy()).contains("appId(..)"));
    }

    @Test
    void reportsAMissingKeyProperty() {
        fixture.server.on("GET", PROPERTIES, 200, NO_KEY);
        fixture.server.on(
                "POST",
                Fixture.TOKEN_INFO,
                200,
                "{\"appId\":1,\"scopes\":[\"crm.objects.companies.read\",\"crm.objects.companies.write\"]}");
        assertThat(fixture.connector.access(ALL).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.request().right()).isEqualTo(Right.CREATE);
            assertThat(finding.remedy()).contains("prepare", "tandem_key", "crm.schemas.companies.write");
        });
    }

    @Test
    void reportsAKeyPropertyThatIsNotUnique() {
        fixture.server.on("GET", PROPERTIES, 200, NOT_UNIQUE);
        fixture.server.on(
                "POST",
                Fixture.TOKEN_INFO,
                200,
                "{\"appId\":1,\"scopes\":[\"crm.objects.companies.read\",\"crm.objects.companies.write\"]}");
        assertThat(fixture.connector.access(ALL).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.request()).isEqualTo(new AccessRequest(COMPANIES, Right.CREATE));
            assertThat(finding.missing()).isTrue();
            assertThat(finding.remedy()).contains("tandem_key", "not keep its values unique", "keyProperty(..)");
        });
    }

    @Test
    void preparesTheKeyPropertyOnce() {
        fixture.server.on("GET", PROPERTIES, 200, NO_KEY).on("GET", PROPERTIES, 200, DEFINITIONS);
        fixture.server.on("POST", PROPERTIES, 201, "{\"name\":\"tandem_key\",\"hasUniqueValue\":true}");
        fixture.connector.prepare(COMPANIES);
        fixture.connector.prepare(COMPANIES);
        assertThat(fixture.server.bodies(PROPERTIES).stream().filter(body -> !body.isEmpty()))
                .singleElement()
                .asString()
                .contains("\"name\":\"tandem_key\"", "\"hasUniqueValue\":true", "\"groupName\":\"companyinformation\"");
    }

    @Test
    void aKeyPropertyMadeMeanwhileIsFine() {
        fixture.server.on("GET", PROPERTIES, 200, NO_KEY).on("GET", PROPERTIES, 200, DEFINITIONS);
        fixture.server.on("POST", PROPERTIES, 409, "{\"category\":\"CONFLICT\"}");
        fixture.connector.prepare(COMPANIES);
        assertThat(fixture.server.calls()).hasSize(3);
    }

    /** Such as one in the portal's archive of properties. */
    @Test
    void aKeyPropertyWhoseNameIsTakenAndNotListedIsNotMade() {
        fixture.server.on("GET", PROPERTIES, 200, NO_KEY).on("GET", PROPERTIES, 200, NO_KEY);
        fixture.server.on("POST", PROPERTIES, 409, "{\"category\":\"CONFLICT\"}");
        assertThatThrownBy(() -> fixture.connector.prepare(COMPANIES))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("its name is taken, and the portal does not list it")
                .hasMessageContaining("restore it, or choose another name");
    }

    @Test
    void saysWhatToDoWhereThePropertyMayNotBeMade() {
        fixture.server.on("GET", PROPERTIES, 200, NO_KEY);
        fixture.server.on("POST", PROPERTIES, 403, "{\"category\":\"MISSING_SCOPES\"}");
        assertThatThrownBy(() -> fixture.connector.prepare(COMPANIES))
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        fault -> assertThat(fault.category()).isEqualTo(Category.FORBIDDEN))
                .hasMessageContaining("crm.schemas.companies.write");
    }

    @Test
    void aPropertyThatIsNotUniqueWillNotDo() {
        fixture.server.on("GET", PROPERTIES, 200, NOT_UNIQUE);
        assertThatThrownBy(() -> fixture.connector.prepare(COMPANIES))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("choose another name");
    }

    @Test
    void aKeyPropertyHasAPlainName() {
        HubSpotConnector.Builder builder = HubSpotConnector.builder(fixture.server.client());
        assertThatThrownBy(() -> builder.keyProperty("Tandem Key")).isInstanceOf(IllegalArgumentException.class);
    }
}
