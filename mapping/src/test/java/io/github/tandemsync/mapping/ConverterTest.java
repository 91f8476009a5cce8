package io.github.tandemsync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.Translation;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConverterTest {
    private static FieldRule rule(String converter, Direction direction) {
        return TestConverters.all()
                .pair("company-account")
                .hubspot("companies")
                .dynamics("account")
                .field("phone", "telephone1", field -> field.convert(converter).direction(direction))
                .build()
                .compile(TestSchemas::of)
                .variants()
                .get(0)
                .rules()
                .get(0);
    }

    private static Translation toDynamics(FieldRule rule, String text) {
        return rule.translate(Side.LEFT, Values.of("phone", FieldValue.text(text)), CaseFile.BY_ID);
    }

    @Test
    void aLossyConverterMayTravelOneWay() {
        FieldRule rule = rule("loses-case", Direction.TO_RIGHT);

        assertThat(toDynamics(rule, "aBc"))
                .isEqualTo(new Translation.Translated(Values.of("telephone1", FieldValue.text("ABC"))));
        assertThat(rule.agree(
                        Values.of("phone", FieldValue.text("aBc")),
                        Values.of("telephone1", FieldValue.text(" ABC ")),
                        CaseFile.BY_ID))
                .isTrue();
    }

    @Test
    void aLosslessConverterOfTheUsersMayBeTwoWay() {
        Converter prefixes = TestConverters.texts(
                "marks",
                text -> "CRM " + text,
                text -> text.startsWith("CRM ") ? text.substring("CRM ".length()) : text);
        Mapping mapping = Mappings.with(prefixes)
                .pair("company-account")
                .hubspot("companies")
                .dynamics("account")
                .field("phone", "telephone1", field -> field.convert("marks"))
                .build();

        // what has no mark would come back with one: found on the samples
        assertThat(mapping.check(TestSchemas::of)).extracting(Diagnostic::code).contains(DiagnosticCode.NO_FIXED_POINT);
    }

    @Test
    void aValueThatBreaksTheLawIsParkedAndNotWritten() {
        FieldRule rule = rule("rare", Direction.BOTH);

        assertThat(toDynamics(rule, "lion")).isInstanceOf(Translation.Translated.class);
        assertThat(toDynamics(rule, "zebra"))
                .isInstanceOfSatisfying(
                        Translation.Park.class, park -> assertThat(park.code()).isEqualTo("no-fixed-point"));
    }

    @Test
    void anExceptionParksTheRuleAndTellsNoContent() {
        FieldRule rule = Mappings.with(TestConverters.texts(
                        "picky",
                        text -> {
                            if (text.equals("zebra")) {
                                throw new IllegalStateException("about " + text);
                            }
                            return text;
                        },
                        UnaryOperator.identity()))
                .pair("company-account")
                .hubspot("companies")
                .dynamics("account")
                .field("phone", "telephone1", field -> field.convert("picky"))
                .build()
                .compile(TestSchemas::of)
                .variants()
                .get(0)
                .rules()
                .get(0);

        assertThat(toDynamics(rule, "zebra")).isInstanceOfSatisfying(Translation.Park.class, park -> {
            assertThat(park.code()).isEqualTo("converter-failed");
            assertThat(park.reason()).contains("picky", "IllegalStateException").doesNotContain("zebra");
        });
        assertThat(rule.agree(
                        Values.of("phone", FieldValue.text("zebra")),
                        Values.of("telephone1", FieldValue.text("zebra")),
                        CaseFile.BY_ID))
                .isFalse();
    }

    @Test
    void aConverterIsNeverGivenNothing() {
        FieldRule rule = rule("loses-case", Direction.TO_RIGHT);

        assertThat(rule.translate(Side.LEFT, Values.of("phone", FieldValue.EMPTY), CaseFile.BY_ID))
                .isEqualTo(new Translation.Translated(Values.of("telephone1", FieldValue.EMPTY)));
        assertThat(rule.agree(
                        Values.of("phone", FieldValue.text(" ")),
                        Values.of("telephone1", FieldValue.EMPTY),
                        CaseFile.BY_ID))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "acme.com, https://acme.com, true",
        "acme.com, http://www.acme.com/deep/path, true",
        "ACME.com, acme.com, true",
        "acme.com, https://acme.org, false",
        "n/a, n/a, false",
        "'', ' ', true",
        "'', https://acme.com, false"
    })
    void aWebsiteKeepsItsPathWhileItsHostAgrees(String domain, String website, boolean agree) {
        FieldRule rule = rule("domain-url", Direction.BOTH);

        assertThat(rule.agree(
                        Values.of("phone", FieldValue.text(domain)),
                        Values.of("telephone1", FieldValue.text(website)),
                        CaseFile.BY_ID))
                .isEqualTo(agree);
    }

    @Test
    void anotherPathOnTheSameHostHasNotMoved() {
        FieldRule rule = rule("domain-url", Direction.BOTH);
        Values base = Values.of("telephone1", FieldValue.text("https://acme.com/a"));

        assertThat(rule.same(Side.RIGHT, base, Values.of("telephone1", FieldValue.text("http://acme.com/b"))))
                .isTrue();
        assertThat(rule.same(Side.RIGHT, base, Values.of("telephone1", FieldValue.text("http://acme.org"))))
                .isFalse();
    }

    @Test
    void namesAreTakenOnce() {
        assertThatThrownBy(() -> Mappings.with(TestConverters.CUTS, TestConverters.CUTS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cuts");
        assertThatThrownBy(() -> Mappings.with(TestConverters.texts("Bad Name", text -> text, text -> text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lower-case");
    }
}
