package io.github.tandemsync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.FieldSchema.Kind;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A customer is an account or a contact: a reference that several pairs may link, and the right table of it. */
class PolymorphicReferenceTest {
    private static final ObjectType COMPANIES = ObjectType.parse("hubspot:companies");
    private static final ObjectType CONTACTS = ObjectType.parse("hubspot:contacts");
    private static final ObjectType ACCOUNT = ObjectType.parse("dynamics:account");
    private static final ObjectType CONTACT = ObjectType.parse("dynamics:contact");
    private static final ObjectType LEAD = ObjectType.parse("dynamics:lead");

    private static final String YAML = """
            pair: deals
            hubspot: deals
            dynamics: opportunity
            fields:
              - { hubspot: name, dynamics: name }
              - { id: customer, hubspot: party, dynamics: customerid, reference: [companies, people] }
            """;

    private final Mapping deals = Mappings.parse("deals.yaml", YAML);
    private final FieldRule rule = compiled(deals);

    /** The company 1 is the account a1, and in another pair the lead l1; the contact 2 is the contact c2. */
    private static final class Linked implements ReferenceResolver {
        private static final List<Link> LINKS = List.of(
                new Link("a-leads", COMPANIES.ref("1"), LEAD.ref("l1")),
                new Link("companies", COMPANIES.ref("1"), ACCOUNT.ref("a1")),
                new Link("people", CONTACTS.ref("2"), CONTACT.ref("c2")),
                new Link("people", CONTACTS.ref("3"), LEAD.ref("l3")));

        private record Link(String pair, RecordRef left, RecordRef right) {}

        @Override
        public Optional<RecordRef> counterpart(Side from, RecordRef ref) {
            throw new AssertionError("a rule that names its pairs asks by them");
        }

        @Override
        public Optional<RecordRef> counterpart(Side from, RecordRef ref, PairId pair) {
            return LINKS.stream()
                    .filter(link -> link.pair().equals(pair.value()))
                    .filter(link -> ref.equals(from == Side.LEFT ? link.left() : link.right()))
                    .map(link -> from == Side.LEFT ? link.right() : link.left())
                    .findFirst();
        }
    }

    @ParameterizedTest
    @CsvSource({"hubspot:companies/1, dynamics:account/a1", "hubspot:contacts/2, dynamics:contact/c2"})
    void eachTargetBecomesTheOneOfItsOwnPairBothWays(String left, String right) {
        Values company = Values.of("party", FieldValue.reference(RecordRef.parse(left)));
        Values customer = Values.of("customerid", FieldValue.reference(RecordRef.parse(right)));

        assertThat(rule.translate(Side.LEFT, company, new Linked())).isEqualTo(new Translation.Translated(customer));
        assertThat(rule.translate(Side.RIGHT, customer, new Linked())).isEqualTo(new Translation.Translated(company));
        assertThat(rule.agree(company, customer, new Linked())).isTrue();
    }

    @Test
    void aCounterpartOfATypeThatTheFieldCanNotReferToIsNotWritten() {
        Values lead = Values.of("party", FieldValue.reference(CONTACTS.ref("3")));

        assertThat(rule.translate(Side.LEFT, lead, new Linked()))
                .isEqualTo(new Translation.Waiting(
                        CONTACTS.ref("3"), Set.of(new PairId("companies"), new PairId("people"))));
    }

    @Test
    void whatNoneOfItsPairsLinksWaitsForThem() {
        Values unknown = Values.of("party", FieldValue.reference(COMPANIES.ref("9")));

        assertThat(rule.translate(Side.LEFT, unknown, new Linked())).isInstanceOf(Translation.Waiting.class);
    }

    @Test
    void yamlAndJavaSayTheSame() {
        Mapping built = Mappings.pair("deals")
                .hubspot("deals")
                .dynamics("opportunity")
                .field("name", "name")
                .field("party", "customerid", rule -> rule.id("customer").reference("companies", "people"))
                .build();

        assertThat(built.fields()).isEqualTo(deals.fields());
        assertThat(built.hash()).isEqualTo(deals.hash());
        assertThat(Mappings.parse("deals.yaml", YAML.replace("[companies, people]", "people"))
                        .hash())
                .isNotEqualTo(deals.hash());
    }

    @Test
    void everyPairOfTheListHasToFitTheFields() {
        Mapping wrong = Mappings.parse("deals.yaml", YAML.replace("[companies, people]", "[companies, deals]"));

        assertThat(wrong.check(PolymorphicReferenceTest::schema))
                .as("compiled alone")
                .extracting(Diagnostic::code)
                .contains(DiagnosticCode.UNKNOWN_REFERENCE);
        assertThatThrownBy(() -> compiled(wrong))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("not to deals")
                .hasMessageContaining("not to opportunity");
    }

    private static FieldRule compiled(Mapping deals) {
        return Mappings.compile(List.of(deals, companies(), people()), PolymorphicReferenceTest::schema)
                .get(0)
                .variants()
                .get(0)
                .rules()
                .get(1);
    }

    private static Mapping companies() {
        return Mappings.pair("companies")
                .hubspot("companies")
                .dynamics("account")
                .field("name", "name")
                .build();
    }

    private static Mapping people() {
        return Mappings.pair("people")
                .hubspot("contacts")
                .dynamics("contact")
                .field("name", "name")
                .build();
    }

    private static ObjectSchema schema(ObjectType type) {
        TreeMap<String, FieldSchema> fields = new TreeMap<>();
        fields.put("name", FieldSchema.of("name", Kind.TEXT));
        if (type.name().equals("deals")) {
            fields.put("party", reference("party", COMPANIES, CONTACTS));
        } else if (type.name().equals("opportunity")) {
            fields.put("customerid", reference("customerid", ACCOUNT, CONTACT));
        }
        return new ObjectSchema(type, fields, TestSchemas.companies().traits());
    }

    private static FieldSchema reference(String name, ObjectType... targets) {
        return new FieldSchema(
                name, name, Kind.REFERENCE, true, true, true, false, null, null, new TreeMap<>(), Set.of(targets));
    }
}
