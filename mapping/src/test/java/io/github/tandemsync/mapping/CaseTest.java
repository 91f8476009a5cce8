package io.github.tandemsync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.Translation;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the case files under {@code cases/}: every rule whose fields the source has, against what is expected of it. */
class CaseTest {
    static Stream<Arguments> cases() {
        return Resources.in("cases").stream()
                .map(path -> CaseFile.read("cases/" + path.getFileName()))
                .flatMap(file -> file.cases().stream().map(one -> Arguments.of(file.mapping(), one)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("cases")
    void becomes(Mapping mapping, CaseFile.Case one) {
        Side to = one.from().other();
        Values source = CaseFile.values(schema(mapping, one.from()), one.source());
        Values made = Values.none();
        SortedMap<String, String> parked = new TreeMap<>();
        SortedMap<String, String> waiting = new TreeMap<>();

        for (FieldRule rule : mapping.compile(TestSchemas::of).variants().get(0).rules()) {
            if (!rule.direction().writes(to) || !source.hasAll(rule.fields(one.from()))) {
                continue;
            }
            Values values = source.only(rule.fields(one.from()));
            Translation translation = rule.translate(one.from(), values, CaseFile.BY_ID);
            if (translation instanceof Translation.Translated translated) {
                made = made.overlay(translated.values());
                assertThat(agree(rule, one.from(), values, translated.values()))
                        .as(rule.id())
                        .isTrue();
            } else if (translation instanceof Translation.Park park) {
                parked.put(rule.id(), park.code());
            } else if (translation instanceof Translation.Waiting wait) {
                waiting.put(rule.id(), wait.parent().toString());
            }
        }

        assertThat(made.toMap())
                .isEqualTo(CaseFile.values(schema(mapping, to), one.target()).toMap());
        assertThat(parked).isEqualTo(one.parked());
        assertThat(waiting).isEqualTo(one.waiting());
    }

    private static boolean agree(FieldRule rule, Side from, Values source, Values made) {
        return from == Side.LEFT ? rule.agree(source, made, CaseFile.BY_ID) : rule.agree(made, source, CaseFile.BY_ID);
    }

    private static ObjectSchema schema(Mapping mapping, Side side) {
        return Objects.requireNonNull(TestSchemas.of(mapping.type(side)));
    }
}
