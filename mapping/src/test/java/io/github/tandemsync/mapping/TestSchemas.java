package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.FieldSchema.Kind;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.connector.TypeTraits;
import io.github.tandemsync.core.record.ObjectType;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Schemas as the two systems give them, shortened: companies and account, and a type with a field of every kind. */
final class TestSchemas {
    static final ObjectType COMPANIES = ObjectType.parse("hubspot:companies");
    static final ObjectType ACCOUNT = ObjectType.parse("dynamics:account");
    static final ObjectType LEFT_THING = ObjectType.parse("hubspot:things");
    static final ObjectType RIGHT_THING = ObjectType.parse("dynamics:thing");

    private static final Map<String, String> INDUSTRY = Map.of(
            "ACCOUNTING", "Accounting",
            "BROADCAST_MEDIA", "Broadcast Media",
            "BUSINESS_SUPPLIES_AND_EQUIPMENT", "Business Supplies and Equipment",
            "COMPUTER_SOFTWARE", "Computer Software",
            "CONSUMER_SERVICES", "Consumer Services",
            "DESIGN", "Design",
            "WINE_AND_SPIRITS", "Wine and Spirits");
    private static final Map<String, String> INDUSTRY_CODE = Map.of(
            "1", "Accounting",
            "3", "Broadcasting Printing and Publishing",
            "6", "Business Services",
            "7", "Consulting",
            "8", "Consumer Services",
            "9", "Design, Direction and Creative Management");

    private static final Map<ObjectType, ObjectSchema> BY_TYPE =
            Map.of(COMPANIES, companies(), ACCOUNT, account(), LEFT_THING, things(true), RIGHT_THING, things(false));

    private TestSchemas() {}

    static @Nullable ObjectSchema of(ObjectType type) {
        return BY_TYPE.get(type);
    }

    static ObjectSchema companies() {
        return new Schema(COMPANIES)
                .text("name", "Company name", null)
                .text("domain", "Company Domain Name", null)
                .text("website", "Website URL", null)
                .text("phone", "Phone Number", null)
                .text("description", "Description", null)
                .text("address", "Street Address", null)
                .text("address2", "Street Address 2", null)
                .text("city", "City", null)
                .text("state", "State/Region", null)
                .text("zip", "Postal Code", null)
                .text("country", "Country/Region", null)
                .number("annualrevenue", null)
                .number("numberofemployees", null)
                .options("industry", Kind.CHOICE, INDUSTRY)
                .add(FieldSchema.of("closedate", Kind.TIMESTAMP))
                .add(FieldSchema.of("founded", Kind.DAY))
                .add(FieldSchema.of("is_public", Kind.FLAG))
                .readOnly("num_associated_contacts", Kind.NUMBER)
                .hidden("secret_score", Kind.TEXT)
                .reference("associations.companies/parent", Kind.REFERENCE, COMPANIES)
                .build();
    }

    static ObjectSchema account() {
        return new Schema(ACCOUNT)
                .add(new FieldSchema(
                        "name", "Account Name", Kind.TEXT, true, true, true, true, 160, null, none(), Set.of()))
                .text("websiteurl", "Website", 200)
                .text("telephone1", "Main Phone", 50)
                .text("description", "Description", 2000)
                .text("address1_line1", "Address 1: Street 1", 250)
                .text("address1_line2", "Address 1: Street 2", 250)
                .text("address1_city", "Address 1: City", 80)
                .text("address1_stateorprovince", "Address 1: State/Province", 50)
                .text("address1_postalcode", "Address 1: ZIP/Postal Code", 20)
                .text("address1_country", "Address 1: Country/Region", 80)
                .number("revenue", 2)
                .number("numberofemployees", 0)
                .options("industrycode", Kind.CHOICE, INDUSTRY_CODE)
                .options("statecode", Kind.CHOICE, Map.of("0", "Active", "1", "Inactive"))
                .add(FieldSchema.of("creditonhold", Kind.FLAG))
                .add(FieldSchema.of("lastonholdtime", Kind.TIMESTAMP))
                .readOnly("revenue_base", Kind.NUMBER)
                .add(createOnly("importsequencenumber", Kind.NUMBER))
                .hidden("secured_code", Kind.TEXT)
                .reference("parentaccountid", Kind.REFERENCE, ACCOUNT)
                .reference("primarycontactid", Kind.REFERENCE, ObjectType.parse("dynamics:contact"))
                .build();
    }

    private static ObjectSchema things(boolean left) {
        Map<String, String> options =
                left ? Map.of("A", "Alpha", "B", "Beta", "C", "Gamma") : Map.of("1", "One", "2", "Two", "3", "Three");
        ObjectType self = left ? LEFT_THING : RIGHT_THING;
        Schema schema = new Schema(self);
        for (String name : new String[] {
            "text",
            "text_case",
            "text_words",
            "text_domain",
            "text_email",
            "text_phone",
            "text_url",
            "text_out",
            "text_in",
            "url_out",
            "url_in",
            "unit_a",
            "unit_b"
        }) {
            schema.text(name, name, left ? null : 60);
        }
        return schema.number("number", null)
                .number("money", left ? null : 2)
                .number("whole", left ? null : 0)
                .add(FieldSchema.of("flag", Kind.FLAG))
                .add(FieldSchema.of("day", Kind.DAY))
                .add(FieldSchema.of("time", Kind.TIMESTAMP))
                .options("choice", Kind.CHOICE, options)
                .options("choice_out", Kind.CHOICE, options)
                .options("choice_in", Kind.CHOICE, options)
                .options("choice_same", Kind.CHOICE, Map.of("x", "X", "y", "Y", left ? "l" : "r", "only here"))
                .add(left ? choice("choice_flag", options) : FieldSchema.of("choice_flag", Kind.FLAG))
                .add(left ? choice("choice_text", options) : FieldSchema.of("choice_text", Kind.TEXT))
                .options("choices", Kind.CHOICES, options)
                .reference("parent", Kind.REFERENCE, self)
                .reference("parents", Kind.REFERENCES, self)
                .reference("parents_to_one", left ? Kind.REFERENCES : Kind.REFERENCE, self)
                .build();
    }

    private static FieldSchema choice(String name, Map<String, String> options) {
        return new FieldSchema(
                name, name, Kind.CHOICE, true, true, true, false, null, null, new TreeMap<>(options), Set.of());
    }

    private static FieldSchema createOnly(String name, Kind kind) {
        return new FieldSchema(name, name, kind, true, false, true, false, null, null, none(), Set.of());
    }

    private static SortedMap<String, String> none() {
        return new TreeMap<>();
    }

    /** Collects the fields of a schema. */
    static final class Schema {
        private final ObjectType type;
        private final SortedMap<String, FieldSchema> fields = new TreeMap<>();

        Schema(ObjectType type) {
            this.type = type;
        }

        Schema add(FieldSchema field) {
            fields.put(field.name(), field);
            return this;
        }

        Schema text(String name, String label, @Nullable Integer maxLength) {
            return add(new FieldSchema(
                    name, label, Kind.TEXT, true, true, true, false, maxLength, null, none(), Set.of()));
        }

        Schema number(String name, @Nullable Integer scale) {
            return add(
                    new FieldSchema(name, name, Kind.NUMBER, true, true, true, false, null, scale, none(), Set.of()));
        }

        Schema options(String name, Kind kind, Map<String, String> options) {
            return add(new FieldSchema(
                    name, name, kind, true, true, true, false, null, null, new TreeMap<>(options), Set.of()));
        }

        Schema readOnly(String name, Kind kind) {
            return add(new FieldSchema(name, name, kind, false, false, true, false, null, null, none(), Set.of()));
        }

        Schema hidden(String name, Kind kind) {
            return add(new FieldSchema(name, name, kind, true, true, false, false, null, null, none(), Set.of()));
        }

        Schema reference(String name, Kind kind, ObjectType target) {
            return add(new FieldSchema(
                    name, name, kind, true, true, true, false, null, null, none(), new TreeSet<>(Set.of(target))));
        }

        ObjectSchema build() {
            TypeTraits traits = new TypeTraits(
                    true, true, TypeTraits.CreateKeyKind.UNIQUE, Set.of(), Duration.ZERO, null, null, 100, 100, 50);
            return new ObjectSchema(type, fields, traits);
        }
    }
}
