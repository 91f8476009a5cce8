package io.github.tandemsync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.ExitPolicy;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.MatchRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.RecordFilter;
import io.github.tandemsync.core.rule.Several;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTest {
    private static final String YAML = Resources.text("mappings/company-account.yaml");

    private static PairBuilder inJava() {
        return Mappings.pair("company-account")
                .hubspot("companies")
                .dynamics("account")
                .conflict(ConflictPolicy.PREFER_DYNAMICS)
                .filterDynamics(Condition.in("statecode", "0"))
                .match("domain", "websiteurl", Comparison.DOMAIN)
                .match(List.of("name", "city"), List.of("name", "address1_city"), Comparison.WORDS)
                .match("name", "name")
                .field("name", "name")
                .field("domain", "websiteurl", rule -> rule.convert("domain-url"))
                .field("phone", "telephone1", rule -> rule.compare(Comparison.PHONE))
                .field("annualrevenue", "revenue")
                .field("numberofemployees", "numberofemployees", rule -> rule.conflict(ConflictPolicy.PREFER_HUBSPOT))
                .field(
                        "industry",
                        "industrycode",
                        rule -> rule.option("ACCOUNTING", "1")
                                .option("BROADCAST_MEDIA", "3")
                                .option("BUSINESS_SUPPLIES_AND_EQUIPMENT", "6")
                                .option("COMPUTER_SOFTWARE", "7")
                                .option("CONSUMER_SERVICES", "8")
                                .option("DESIGN", "9"))
                .field("description", "description", rule -> rule.conflict(ConflictPolicy.MANUAL))
                .fields(
                        List.of("address", "address2", "city", "state", "zip", "country"),
                        List.of(
                                "address1_line1",
                                "address1_line2",
                                "address1_city",
                                "address1_stateorprovince",
                                "address1_postalcode",
                                "address1_country"),
                        rule -> rule.id("address"))
                .field("associations.companies/parent", "parentaccountid", rule -> rule.reference("company-account"));
    }

    @Test
    void onlyAnEMailAddressIdentifiesAPerson() {
        List<MatchRule> rules = inJava().match("domain", "name", Comparison.EMAIL)
                .build()
                .compile(TestSchemas::of)
                .matchRules();
        assertThat(rules).extracting(MatchRule::identifying).containsExactly(false, false, false, true);
    }

    @Test
    void yamlAndJavaGiveTheSameMapping() {
        Mapping read = Mappings.parse("company-account.yaml", YAML);
        Mapping built = inJava().build();

        assertThat(read.fields()).isEqualTo(built.fields());
        assertThat(read.matches()).isEqualTo(built.matches());
        assertThat(read.filter(Side.RIGHT)).isEqualTo(built.filter(Side.RIGHT));
        assertThat(read.hash()).isEqualTo(built.hash()).hasSize(64);
    }

    @Test
    void compilesToAPair() {
        ObjectPair pair =
                inJava().onHubspotRemoved(DeletePolicy.DEACTIVATE).build().compile(TestSchemas::of);

        assertThat(pair.id()).hasToString("company-account");
        assertThat(pair.types(Side.LEFT)).containsExactly(TestSchemas.COMPANIES);
        assertThat(pair.types(Side.RIGHT)).containsExactly(TestSchemas.ACCOUNT);
        assertThat(pair.direction()).isEqualTo(Direction.BOTH);
        assertThat(pair.onRemoved(Side.LEFT)).isEqualTo(DeletePolicy.DEACTIVATE);
        assertThat(pair.onRemoved(Side.RIGHT)).isEqualTo(DeletePolicy.UNLINK);
        assertThat(pair.matchRules())
                .extracting(MatchRule::id)
                .containsExactly("domain=websiteurl", "name+city=name+address1_city", "name");
        assertThat(rule(pair, "name").onConflict()).isSameAs(ConflictResolver.PREFER_RIGHT);
        assertThat(rule(pair, "numberofemployees").onConflict()).isSameAs(ConflictResolver.PREFER_LEFT);
        assertThat(rule(pair, "address").left())
                .containsExactly("address", "address2", "city", "country", "state", "zip");
    }

    @Test
    void driftAndDirectionReachTheRule() {
        ObjectPair pair =
                Mappings.load(Resources.path("mappings/all-kinds.yaml")).compile(TestSchemas::of);

        assertThat(rule(pair, "text_out").direction()).isEqualTo(Direction.TO_RIGHT);
        assertThat(rule(pair, "text_out").onDrift()).isEqualTo(FieldRule.Drift.ENFORCE);
        assertThat(rule(pair, "text_in").direction()).isEqualTo(Direction.TO_LEFT);
        assertThat(rule(pair, "text").onConflict()).isSameAs(ConflictResolver.MANUAL);
    }

    @ParameterizedTest
    @CsvSource({
        "prefer-dynamics, prefer-hubspot",
        "compare: phone, compare: words",
        "DESIGN: 9, DESIGN: 5",
        "in: 0, in: 1",
        "not-in, x",
        "dynamics: unlink, dynamics: archive",
        "id: address, id: street",
        "pair: company-account, pair: company-account-2",
        "convert: domain-url, compare: domain",
        "'dynamics: revenue }', 'dynamics: revenue, direction: to-dynamics }'",
        "'dynamics: revenue }', 'dynamics: revenue, direction: to-dynamics, drift: enforce }'"
    })
    void theHashChangesWithTheMeaning(String from, String to) {
        String changed = YAML.replace(from, to).replace("reference: company-account-2", "reference: company-account");

        boolean differs = !changed.equals(YAML);

        assertThat(Mappings.parse("x", changed)
                        .hash()
                        .equals(Mappings.parse("y", YAML).hash()))
                .isNotEqualTo(differs);
    }

    /** By which the engine notices that a pair was edited, and what it has to look at again. */
    @ParameterizedTest
    @CsvSource({
        "name, prefer-dynamics, prefer-hubspot",
        "phone=telephone1, compare: phone, compare: words",
        "industry=industrycode, DESIGN: 9, WINE_AND_SPIRITS: 9",
        "domain=websiteurl, convert: domain-url, compare: domain",
        "annualrevenue=revenue, 'dynamics: revenue }', 'dynamics: revenue, direction: to-dynamics }'"
    })
    void theDefinitionOfARuleChangesWithItsMeaning(String rule, String from, String to) {
        ObjectPair before = Mappings.parse("x", YAML).compile(TestSchemas::of);
        ObjectPair after = Mappings.parse("x", YAML.replace(from, to)).compile(TestSchemas::of);

        assertThat(rule(after, rule).definition())
                .isNotEqualTo(rule(before, rule).definition());
        assertThat(rule(after, "address")
                        .definition()
                        .equals(rule(before, "address").definition()))
                .as("a rule that was not edited, if it does not share the pair's policy")
                .isEqualTo(!from.equals("prefer-dynamics"));
    }

    @Test
    void theDefinitionsOfFiltersAndMatchRulesChangeWithTheirMeaning() {
        ObjectPair before = Mappings.parse("x", YAML).compile(TestSchemas::of);
        ObjectPair after = Mappings.parse(
                        "x", YAML.replace("in: 0", "in: 1").replace("compare: words", "compare: text"))
                .compile(TestSchemas::of);

        assertThat(after.entryFilter(Side.RIGHT).definition())
                .isNotEqualTo(before.entryFilter(Side.RIGHT).definition());
        assertThat(after.matchRules().get(1).definition())
                .isNotEqualTo(before.matchRules().get(1).definition());
        assertThat(after.matchRules().get(2).definition())
                .isEqualTo(before.matchRules().get(2).definition());
    }

    @Test
    void membershipAndWhatBecomesOfLeavingRecordsAreTheSameInYamlAndJava() {
        String yaml = YAML + """
                membership:
                  hubspot: [ { field: is_public, in: true } ]
                  dynamics: [ { field: statecode, in: 0 }, { field: telephone1, present: true } ]
                on-exit: { dynamics: unlink }
                """;
        Mapping read = Mappings.parse("x", yaml);
        Mapping built = inJava().membershipHubspot(Condition.in("is_public", "true"))
                .membershipDynamics(Condition.present("telephone1"), Condition.in("statecode", "0"))
                .onDynamicsExit(ExitPolicy.UNLINK)
                .build();

        assertThat(read.hash())
                .isEqualTo(built.hash())
                .isNotEqualTo(Mappings.parse("x", YAML).hash());
        ObjectPair pair = read.compile(TestSchemas::of);
        assertThat(pair.membershipFilter(Side.LEFT).describe()).isEqualTo("is_public in [true]");
        assertThat(pair.membershipFilter(Side.RIGHT).fields()).containsExactlyInAnyOrder("statecode", "telephone1");
        assertThat(pair.onExit(Side.LEFT)).isEqualTo(ExitPolicy.PAUSE);
        assertThat(pair.onExit(Side.RIGHT)).isEqualTo(ExitPolicy.UNLINK);
        assertThat(pair.fields(Side.LEFT, TestSchemas.COMPANIES)).contains("is_public");
        assertThat(inJava().build().compile(TestSchemas::of).membershipFilter(Side.LEFT))
                .isSameAs(RecordFilter.ALL);
    }

    @Test
    void whatBecomesOfSeveralThatMatchIsTheSameInYamlAndJava() {
        Mapping read = Mappings.parse("x", YAML + "several: oldest\n");
        Mapping parked = Mappings.parse("x", YAML + "several: park\n");

        assertThat(read.hash())
                .isEqualTo(inJava().several(Several.OLDEST).build().hash())
                .isNotEqualTo(parked.hash());
        assertThat(parked.hash())
                .as("a default written out")
                .isEqualTo(Mappings.parse("x", YAML).hash());
        assertThat(read.compile(TestSchemas::of).several()).isEqualTo(Several.OLDEST);
        assertThat(inJava().build().compile(TestSchemas::of).several()).isEqualTo(Several.PARK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"in: 1", "not-in: 0"})
    void theHashChangesWithTheMembershipAndWithWhatBecomesOfThoseThatLeave(String condition) {
        String yaml = YAML + "membership: { dynamics: [ { field: statecode, in: 0 } ] }\n";
        String hash = Mappings.parse("x", yaml).hash();

        assertThat(Mappings.parse("x", YAML + "membership: { dynamics: [ { field: statecode, " + condition + " } ] }\n")
                        .hash())
                .isNotEqualTo(hash);
        assertThat(Mappings.parse("x", yaml + "on-exit: { dynamics: archive }\n")
                        .hash())
                .isNotEqualTo(hash);
        assertThat(Mappings.parse("x", yaml + "on-exit: { dynamics: pause }\n").hash())
                .as("a default written out")
                .isEqualTo(hash);
    }

    @Test
    void theDefinitionOfARuleChangesWithTheOptionsOfTheSystem() {
        ObjectPair before = Mappings.parse("x", YAML).compile(TestSchemas::of);
        ObjectPair after = Mappings.parse("x", YAML).compile(type -> {
            ObjectSchema known = TestSchemas.of(type);
            return known == null || !type.equals(TestSchemas.ACCOUNT) ? known : withOption(known, "industrycode", "12");
        });

        assertThat(rule(after, "industry=industrycode").definition())
                .isNotEqualTo(rule(before, "industry=industrycode").definition());
        assertThat(rule(after, "name").definition())
                .isEqualTo(rule(before, "name").definition());
    }

    private static ObjectSchema withOption(ObjectSchema schema, String name, String option) {
        FieldSchema known = Objects.requireNonNull(schema.field(name));
        SortedMap<String, String> options = new TreeMap<>(known.options());
        options.put(option, "Another");
        SortedMap<String, FieldSchema> fields = new TreeMap<>(schema.fields());
        fields.put(
                name,
                new FieldSchema(
                        known.name(),
                        known.label(),
                        known.kind(),
                        known.creatable(),
                        known.updatable(),
                        known.readable(),
                        known.required(),
                        known.maxLength(),
                        known.scale(),
                        options,
                        known.targets()));
        return new ObjectSchema(schema.type(), fields, schema.traits());
    }

    @Test
    void theHashIgnoresFormOrderAndDefaults() {
        UnaryOperator<String> form = text -> "# other\n"
                + text.replace("direction: two-way\n", "")
                        .replace("    unknown: park\n", "")
                        .replace("  - { hubspot: annualrevenue, dynamics: revenue }\n", "")
                + "  - { dynamics: revenue, hubspot: 'annualrevenue', direction: two-way, conflict: prefer-dynamics }\n";

        assertThat(Mappings.parse("x", form.apply(YAML)).hash())
                .isEqualTo(Mappings.parse("y", YAML).hash());
    }

    @Test
    void theHashIsStableAcrossReleases() {
        assertThat(Mappings.pair("a-b")
                        .hubspot("companies")
                        .dynamics("account")
                        .field("x", "y")
                        .build()
                        .hash())
                .isEqualTo("e419390d2d64feafd8fc6ea2e585ec9ce9e5874db2ec7ea59aa8ac3104f62742");
    }

    @Test
    void aRefusedMappingSaysEverythingAtOnce() {
        assertThatThrownBy(() -> Mappings.pair("Bad Name")
                        .hubspot("companies")
                        .field("a", "b")
                        .build())
                .isInstanceOfSatisfying(
                        MappingException.class,
                        wrong -> assertThat(wrong.diagnostics())
                                .extracting(Diagnostic::code)
                                .containsExactlyInAnyOrder(DiagnosticCode.MISSING_KEY, DiagnosticCode.BAD_NAME))
                .hasMessageContaining("2 errors")
                .hasMessageContaining("pair Bad Name: bad-name: ");
    }

    @Test
    void pairsThatReferToOneAnotherAreCompiledTogether() {
        Mapping company = inJava().build();
        Mapping other = Mappings.pair("other")
                .hubspot("companies")
                .dynamics("account")
                .field("associations.companies/parent", "parentaccountid", rule -> rule.reference("company-account"))
                .build();

        assertThat(Mappings.compile(List.of(company, other), TestSchemas::of))
                .extracting(pair -> pair.id().value())
                .containsExactly("company-account", "other");
        assertThat(other.check(TestSchemas::of))
                .extracting(Diagnostic::code)
                .contains(DiagnosticCode.UNKNOWN_REFERENCE);
    }

    @Test
    void aReferenceMustPointToTheTypesOfItsPair() {
        Mapping mapping = inJava().field(
                        "associations.companies/parent",
                        "primarycontactid",
                        rule -> rule.reference("company-account").direction(Direction.TO_RIGHT))
                .build();

        assertThat(mapping.check(TestSchemas::of))
                .anySatisfy(found -> assertThat(found.message()).contains("points to contact, not to account"));
    }

    @Test
    void faultsOfTheSchemaSourcePassThrough() {
        IllegalStateException fault = new IllegalStateException("down");

        assertThatThrownBy(() -> inJava().build().compile(type -> {
                    throw fault;
                }))
                .isSameAs(fault);
    }

    @ParameterizedTest
    @CsvSource({"0, true, true", "1, true, false", "'', true, false", "0, false, false"})
    void filtersLetRecordsIn(String state, boolean known, boolean accepted) {
        RecordFilter filter = inJava().build().compile(TestSchemas::of).entryFilter(Side.RIGHT);
        Values record = known
                ? Values.of("statecode", state.isEmpty() ? FieldValue.EMPTY : new FieldValue.Choice(state))
                : Values.none();

        assertThat(filter.accepts(record)).isEqualTo(accepted);
        assertThat(filter.fields()).containsExactly("statecode");
        assertThat(filter.describe()).isEqualTo("statecode in [0]");
    }

    @Test
    void filtersKnowNumbersFlagsTextsAndPresence() {
        RecordFilter filter = inJava().filterHubspot(
                        Condition.in("numberofemployees", "10.0", "20"),
                        Condition.notIn("is_public", "true"),
                        Condition.present("domain"),
                        Condition.empty("phone"),
                        Condition.in("name", "Acme"))
                .build()
                .compile(TestSchemas::of)
                .entryFilter(Side.LEFT);
        Values good = Values.of(Map.of(
                "numberofemployees", FieldValue.number(java.math.BigDecimal.TEN),
                "is_public", FieldValue.EMPTY,
                "domain", FieldValue.text("acme.com"),
                "phone", FieldValue.text(" "),
                "name", FieldValue.text(" Acme ")));

        assertThat(filter.accepts(good)).isTrue();
        assertThat(filter.accepts(good.overlay(Values.of("is_public", new FieldValue.Flag(true)))))
                .isFalse();
        assertThat(filter.accepts(good.overlay(Values.of("domain", FieldValue.EMPTY))))
                .isFalse();
        assertThat(filter.accepts(good.overlay(Values.of("phone", FieldValue.text("1")))))
                .isFalse();
        assertThat(filter.accepts(good.overlay(Values.of("name", FieldValue.text("acme")))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme.com", "https://www.ACME.com/about", "http://acme.com:80"})
    void domainsMatchWebsites(String website) {
        MatchRule rule = inJava().build().compile(TestSchemas::of).matchRules().get(0);

        assertThat(rule.text(Side.RIGHT, Values.of("websiteurl", FieldValue.text(website))))
                .isEqualTo(rule.text(Side.LEFT, Values.of("domain", FieldValue.text("acme.com"))))
                .isNotNull();
        assertThat(rule.text(Side.LEFT, Values.of("domain", FieldValue.text("n/a"))))
                .isNull();
        assertThat(rule.text(Side.LEFT, Values.of("domain", FieldValue.EMPTY))).isNull();
    }

    @Test
    void severalFieldsMatchOnlyTogether() {
        MatchRule rule = inJava().build().compile(TestSchemas::of).matchRules().get(1);
        Values left = Values.of(Map.of("name", FieldValue.text("ACME, Inc."), "city", FieldValue.text("Berlin")));
        Values right =
                Values.of(Map.of("name", FieldValue.text("Acme Inc"), "address1_city", FieldValue.text("berlin ")));

        assertThat(rule.text(Side.LEFT, left))
                .isEqualTo(rule.text(Side.RIGHT, right))
                .isNotNull();
        assertThat(rule.text(Side.LEFT, left.overlay(Values.of("city", FieldValue.EMPTY))))
                .isNull();
        assertThat(rule.fields(Side.RIGHT)).containsExactly("address1_city", "name");
    }

    @Test
    void isShownByNameAndTypes() {
        Mapping mapping = inJava().build();

        assertThat(mapping).hasToString("company-account (hubspot:companies, dynamics:account)");
    }

    private static FieldRule rule(ObjectPair pair, String id) {
        return pair.variants().get(0).rules().stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
