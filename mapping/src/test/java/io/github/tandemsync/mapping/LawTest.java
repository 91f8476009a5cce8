package io.github.tandemsync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The obligations of a field rule, exhaustively over a small domain of awkward values, for every kind of rule there is. */
class LawTest {
    static Stream<FieldRule> rules() {
        return Mappings.load(Resources.path("mappings/all-kinds.yaml"))
                .compile(TestSchemas::of)
                .variants()
                .get(0)
                .rules()
                .stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void sameIsAnEquivalence(FieldRule rule) {
        for (Side side : Side.values()) {
            List<Values> domain = domain(rule, side);
            for (Values one : domain) {
                require(rule.same(side, one, one));
                for (Values other : domain) {
                    boolean same = rule.same(side, one, other);
                    require(rule.same(side, other, one) == same);
                    if (same) {
                        domain.forEach(third ->
                                assertThat(rule.same(side, one, third)).isEqualTo(rule.same(side, other, third)));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void agreementDoesNotTellSameValuesApart(FieldRule rule) {
        List<Values> lefts = domain(rule, Side.LEFT);
        List<Values> rights = domain(rule, Side.RIGHT);
        int agreeing = 0;
        for (Values left : lefts) {
            List<Values> alike = lefts.stream()
                    .filter(other -> rule.same(Side.LEFT, left, other))
                    .toList();
            for (Values right : rights) {
                boolean agree = rule.agree(left, right, CaseFile.BY_ID);
                agreeing += agree ? 1 : 0;
                alike.forEach(other -> require(rule.agree(other, right, CaseFile.BY_ID) == agree));
            }
        }
        assertThat(agreeing).isBetween(2, lefts.size() * rights.size() - 1);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void whatIsWrittenAgreesWithItsSource(FieldRule rule) {
        int written = 0;
        for (Side from : Side.values()) {
            for (Values values : rule.direction().writes(from.other()) ? domain(rule, from) : List.<Values>of()) {
                if (rule.translate(from, values, CaseFile.BY_ID) instanceof Translation.Translated made) {
                    written++;
                    assertThat(made.values().names()).containsExactlyElementsOf(rule.fields(from.other()));
                    assertThat(agree(rule, from, values, made.values())).isTrue();
                }
            }
        }
        assertThat(written).isPositive();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aTwoWayRuleBringsEveryValueBack(FieldRule rule) {
        for (Side from : rule.direction() == Direction.BOTH ? Side.values() : new Side[0]) {
            for (Values values : domain(rule, from)) {
                if (rule.translate(from, values, CaseFile.BY_ID) instanceof Translation.Translated made
                        && rule.translate(from.other(), made.values(), CaseFile.BY_ID)
                                instanceof Translation.Translated back) {
                    assertThat(rule.same(from, values, back.values())).isTrue();
                    assertThat(agree(rule, from, back.values(), made.values())).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void tenRoundTripsChangeNothing(FieldRule rule) {
        for (Values values : rule.direction() == Direction.BOTH ? domain(rule, Side.LEFT) : List.<Values>of()) {
            Values first = null;
            Values now = values;
            for (int trip = 0; trip < 10; trip++) {
                Side from = trip % 2 == 0 ? Side.LEFT : Side.RIGHT;
                if (!(rule.translate(from, now, CaseFile.BY_ID) instanceof Translation.Translated made)) {
                    break;
                }
                now = made.values();
                first = trip == 0 ? now : first;
                assertThat(trip % 2 == 1 || now.equals(first)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void anAbsentFieldIsUnknownAndNeverCleared(FieldRule rule) {
        Values left = domain(rule, Side.LEFT).get(0);
        Values right = domain(rule, Side.RIGHT).get(0);

        assertThat(rule.agree(Values.none(), Values.none(), CaseFile.BY_ID)).isFalse();
        assertThat(rule.agree(left, Values.none(), CaseFile.BY_ID)).isFalse();
        assertThat(rule.same(Side.RIGHT, right, Values.none())).isFalse();
        assertThat(rule.translate(Side.LEFT, Values.none(), CaseFile.BY_ID)).isInstanceOf(Translation.Park.class);
    }

    @Test
    void everyWrittenNumberIsWhatBothSidesRoundTo() {
        FieldSchema coarse = number(2);
        for (Integer scale : new Integer[] {null, 0, 1, 2, 3, 10}) {
            NumberLens lens = NumberLens.between(number(scale), coarse);
            for (String text : List.of("10.00499", "10.005", "10.0049999", "-10.005", "2.675", "1E-30", "99.995")) {
                FieldValue value = FieldValue.number(new java.math.BigDecimal(text));
                Converted.Value made = (Converted.Value) lens.convert(Side.LEFT, value);
                assertThat(lens.agree(value, made.value()))
                        .as("%s at %s", text, scale)
                        .isTrue();
                assertThat(lens.convert(Side.RIGHT, made.value())).isEqualTo(made);
            }
        }
    }

    private static FieldSchema number(Integer scale) {
        return Objects.requireNonNull(new TestSchemas.Schema(TestSchemas.COMPANIES)
                .number("n", scale)
                .build()
                .field("n"));
    }

    /** Every sample of every field of the rule, one field at a time, and nothing at all. */
    private static List<Values> domain(FieldRule rule, Side side) {
        List<Values> domain = new ArrayList<>();
        Values nothing = Values.none();
        for (String field : rule.fields(side)) {
            nothing = nothing.overlay(Values.of(field, FieldValue.EMPTY));
        }
        domain.add(nothing);
        for (String name : rule.fields(side)) {
            FieldSchema field = Objects.requireNonNull(Objects.requireNonNull(
                            TestSchemas.of(side == Side.LEFT ? TestSchemas.LEFT_THING : TestSchemas.RIGHT_THING))
                    .field(name));
            for (Samples.Sample sample : Samples.of(field)) {
                domain.add(nothing.overlay(Values.of(name, sample.value())));
            }
        }
        return domain;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new AssertionError("The law does not hold");
        }
    }

    private static boolean agree(FieldRule rule, Side from, Values source, Values made) {
        return from == Side.LEFT ? rule.agree(source, made, CaseFile.BY_ID) : rule.agree(made, source, CaseFile.BY_ID);
    }
}
