package io.github.tandemsync.dynamics.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.AccessReport;
import io.github.tandemsync.core.connector.AccessRequest;
import io.github.tandemsync.core.connector.AccessRequest.Right;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AccessTest extends ConnectorFixture {
    private static final List<String> VERBS = List.of("Read", "Create", "Write", "Delete", "Append", "AppendTo");

    @Test
    void allRightsAreNoFinding() {
        hold("Read=Global", "Create=Global", "Write=Global", "Delete=Global", "Append=Global", "AppendTo=Global");
        assertThat(report(Right.values()).findings()).isEmpty();
    }

    @Test
    void nothingHeldNamesEveryRightWithItsRemedy() {
        hold();
        AccessReport report = report(Right.values());
        assertThat(report.findings().stream()
                        .filter(AccessReport.Finding::missing)
                        .map(f -> f.request().right()))
                .containsExactlyInAnyOrder(Right.values());
        assertThat(report.findings())
                .allSatisfy(finding -> assertThat(finding.remedy()).contains("prv"));
    }

    @Test
    void readingNeedsTheWholeOrganisation() {
        hold("Read=Deep");
        AccessReport report = report(Right.READ);
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.missing()).isTrue();
            assertThat(finding.remedy())
                    .contains("prvReadThing")
                    .contains("DEEP")
                    .contains("change tracking");
        });
    }

    @Test
    void writingLessThanTheWholeOrganisationIsAWarning() {
        hold("Read=Global", "Write=Local", "Append=Local", "AppendTo=Local");
        assertThat(report(Right.READ, Right.UPDATE).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.missing()).isFalse());
    }

    @Test
    void lookupsNeedAppendSoItsLackIsAWarning() {
        hold("Write=Global", "AppendTo=Global");
        assertThat(report(Right.UPDATE).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.missing()).isFalse();
            assertThat(finding.remedy()).contains("prvAppendThing");
        });
    }

    @Test
    void aDeleteRightThatNobodyNeedsIsAWarning() {
        hold("Read=Global", "Delete=Basic");
        assertThat(report(Right.READ).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.missing()).isFalse();
            assertThat(finding.request()).isEqualTo(new AccessRequest(ACCOUNT, Right.REMOVE));
        });
    }

    @Test
    void nothingWantedIsNoCall() {
        assertThat(connector.access(Set.of()).findings()).isEmpty();
        assertThat(organisation.requests()).isEmpty();
    }

    private AccessReport report(Right... rights) {
        return connector.access(Arrays.stream(rights)
                .map(right -> new AccessRequest(ACCOUNT, right))
                .collect(Collectors.toSet()));
    }

    /** Names do not follow from the table's name, so only ids and verbs may be used. */
    private void hold(String... held) {
        organisation.onGet("WhoAmI", "{\"UserId\":\"" + id(1) + "\",\"OrganizationId\":\"" + id(2) + "\"}");
        organisation.onGet(
                "EntityDefinitions(LogicalName='account')",
                "{\"Privileges\":["
                        + VERBS.stream()
                                .map(verb -> "{\"Name\":\"prv" + verb + "Thing\",\"PrivilegeId\":\"" + privilege(verb)
                                        + "\",\"PrivilegeType\":\"" + verb + "\"}")
                                .collect(Collectors.joining(","))
                        + "]}");
        organisation.onGet(
                "systemusers(" + id(1) + ")/Microsoft.Dynamics.CRM.RetrieveUserPrivileges",
                "{\"RolePrivileges\":["
                        + Arrays.stream(held)
                                .map(each -> each.split("="))
                                .map(each -> "{\"PrivilegeId\":\"" + privilege(each[0]) + "\",\"Depth\":\"" + each[1]
                                        + "\"}")
                                .collect(Collectors.joining(","))
                        + "]}");
    }

    private static String privilege(String verb) {
        return "b0000000-0000-0000-0000-%012d".formatted(VERBS.indexOf(verb));
    }
}
