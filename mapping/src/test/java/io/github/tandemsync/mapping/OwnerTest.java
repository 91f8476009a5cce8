package io.github.tandemsync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Owner;
import io.github.tandemsync.core.rule.RecordFilter;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mapping of lines, which belong to the records of another. */
class OwnerTest {
    private static final String YAML = """
            pair: branch-account
            hubspot: companies
            dynamics: account
            on-delete: { hubspot: mirror, dynamics: mirror }
            owner:
              pair: company-account
              editable:
                hubspot: [ { field: is_public, in: true } ]
                dynamics: [ { field: statecode, in: 0 } ]
            fields:
              - { hubspot: name, dynamics: name }
              - { hubspot: associations.companies/parent, dynamics: parentaccountid, reference: company-account }
            """;

    private final Mapping owners = Mappings.pair("company-account")
            .hubspot("companies")
            .dynamics("account")
            .field("name", "name")
            .build();

    @Test
    void compilesToAPairWithAnOwner() {
        ObjectPair pair = compiled(Mappings.parse("lines.yaml", YAML));
        Owner owner = Objects.requireNonNull(pair.owner());

        assertThat(owner.pair()).hasToString("company-account");
        assertThat(owner.left()).isEqualTo("associations.companies/parent");
        assertThat(owner.right()).isEqualTo("parentaccountid");
        assertThat(pair.onRemoved(Side.LEFT)).isEqualTo(DeletePolicy.MIRROR);
        assertThat(owner.editable(Side.LEFT).fields()).containsExactly("is_public");
        assertThat(owner.editable(Side.RIGHT).accepts(Values.of("statecode", new FieldValue.Choice("0"))))
                .isTrue();
        assertThat(owner.editable(Side.RIGHT).accepts(Values.of("statecode", new FieldValue.Choice("1"))))
                .isFalse();
    }

    @Test
    void withoutConditionsEveryOwnerIsEditable() {
        Mapping mapping = Mappings.pair("branch-account")
                .hubspot("companies")
                .dynamics("account")
                .owner(new OwnerMapping("company-account", List.of(), List.of()))
                .field("associations.companies/parent", "parentaccountid", rule -> rule.reference("company-account"))
                .build();

        Owner owner = Objects.requireNonNull(compiled(mapping).owner());

        assertThat(owner.editable(Side.LEFT)).isSameAs(RecordFilter.ALL);
        assertThat(owner.editable(Side.RIGHT)).isSameAs(RecordFilter.ALL);
    }

    @Test
    void conditionsAreCheckedAgainstTheOwnersSchema() {
        Mapping mapping = Mappings.parse("lines.yaml", YAML.replace("statecode", "statuscode"));

        assertThatThrownBy(() -> compiled(mapping))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("lines.yaml:9:")
                .hasMessageContaining("account has no field 'statuscode'");
    }

    @Test
    void anOwnersTypeThatTheConnectorRefusesIsReportedOnceOfTheOwnersMapping() {
        Mapping firms = Mappings.pair("company-account")
                .hubspot("firms")
                .dynamics("account")
                .field("name", "name")
                .build();
        Mapping lines = Mappings.parse("lines.yaml", YAML);

        assertThatThrownBy(() -> Mappings.compile(List.of(firms, lines), OwnerTest::refusing))
                .isInstanceOfSatisfying(
                        MappingException.class,
                        wrong -> assertThat(wrong.diagnostics())
                                .filteredOn(one -> one.code() == DiagnosticCode.UNKNOWN_TYPE)
                                .extracting(Diagnostic::source)
                                .containsExactly("pair company-account"));
    }

    private static ObjectSchema refusing(ObjectType type) {
        ObjectSchema schema = TestSchemas.of(type);
        if (schema == null) {
            throw new ConnectorException(ConnectorException.Category.INVALID, "no type " + type);
        }
        return schema;
    }

    @Test
    void anOwnerNeedsAPair() {
        assertThatThrownBy(() -> Mappings.parse("lines.yaml", YAML.replace("  pair: company-account\n", "")))
                .hasMessageContaining("'owner' needs 'pair'");
    }

    @ParameterizedTest
    @CsvSource({"in: 0, in: 1", "in: true, in: false", "pair: company-account, pair: company-account-2"})
    void theHashChangesWithTheOwner(String from, String to) {
        String changed = YAML.replace(from, to).replace("reference: company-account", "reference: " + owner(to));

        assertThat(Mappings.parse("x", changed).hash())
                .isNotEqualTo(Mappings.parse("x", YAML).hash());
    }

    private static String owner(String changed) {
        return changed.startsWith("pair: ") ? changed.substring("pair: ".length()) : "company-account";
    }

    private ObjectPair compiled(Mapping lines) {
        return Mappings.compile(List.of(owners, lines), TestSchemas::of).get(1);
    }
}
