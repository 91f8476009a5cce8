package io.github.tandemsync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("long")
class CanonicalTest {
    private static final String[] BEFORE = {" ", "J", "a", "\u0345", "\u1100", "e\u0323", "1."};
    private static final String[] AFTER = {" ", "\u030C", "\u0345", "\u0307", "\u1161", "x"};
    private static final int ROUNDS = 40_000;

    @ParameterizedTest
    @EnumSource
    void everyFormIsAFixedPointForEveryCharacterInEveryContext(Comparison comparison) {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            if (Character.getType(point) == Character.UNASSIGNED || Character.getType(point) == Character.PRIVATE_USE) {
                continue;
            }
            String character = Character.toString(point);
            requireFixedPoint(comparison::form, character);
            // ideographs and syllables behave alike: the contexts for some are enough
            if (point < 0x3400 || point % 61 == 0) {
                for (String before : BEFORE) {
                    requireFixedPoint(comparison::form, before + character);
                }
                for (String after : AFTER) {
                    requireFixedPoint(comparison::form, character + after);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFormIsAFixedPointForNastyTexts(Comparison comparison) {
        NastyText texts = new NastyText(42);
        for (int i = 0; i < ROUNDS; i++) {
            requireFixedPoint(comparison::form, texts.next());
        }
    }

    @Test
    void theGeneratorsBreakANaiveNormaliser() {
        UnaryOperator<String> naive =
                text -> Normalizer.normalize(text.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);

        String broken = firstWithoutFixedPoint(naive);

        assertThat(broken).isNotNull();
        assertThat(naive.apply("J\u030C")).isNotEqualTo(naive.apply(naive.apply("J\u030C")));
    }

    @ParameterizedTest
    @EnumSource
    void textsOfEqualCanonicalTextHaveEqualForms(Comparison comparison) {
        NastyText texts = new NastyText(7);
        for (int i = 0; i < ROUNDS; i++) {
            String text = texts.next();
            if (!comparison.form(text).equals(comparison.form(Canonical.text(text)))) {
                throw new AssertionError(comparison + " tells apart what is the same: " + escaped(text));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'  Acme ', Acme",
        "'\u00A0Acme\u200B', Acme",
        "'Cafe\u0301', 'Caf\u00E9'",
        "'a\r\nb\rc', 'a\nb\nc'",
        "' \t\u00A0\uFEFF', ''",
        "'Acme  Works', 'Acme  Works'",
        "'aBc', aBc"
    })
    void textIsTrimmedAndComposed(String raw, String form) {
        assertThat(Canonical.text(raw)).isEqualTo(form);
    }

    @Test
    void whatIsCanonicalIsNotCopied() {
        String text = new String("Acme Works".toCharArray());

        assertThat(Canonical.text(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource({"'J\u030C', '\u01F0'", "ACME, acme", "'\u00C9COLE', 'e\u0301cole'", "'\u039F\u03A3', '\u03BF\u03C2'"})
    void caseIsIgnored(String one, String other) {
        assertThat(Canonical.ignoringCase(one)).isEqualTo(Canonical.ignoringCase(other));
    }

    @ParameterizedTest
    @CsvSource({"'ACME, Inc.', 'Acme Inc'", "'  A - B  ', 'a/b'", "'Stra\u00DFe 5', 'STRA\u00DFE (5)'"})
    void wordsIgnorePunctuation(String one, String other) {
        assertThat(Canonical.words(one)).isEqualTo(Canonical.words(other));
    }

    @Test
    void differentWordsStayDifferent() {
        assertThat(Canonical.words("Acme One")).isNotEqualTo(Canonical.words("AcmeOne"));
        assertThat(Canonical.words("!!!")).isEqualTo("!!!");
    }

    @ParameterizedTest
    @CsvSource({
        "+49 (0)30 12-34, +490301234",
        "030/1234 ext. 5, 03012345",
        "'\uFF0B\uFF11 2', +12",
        "'(+1) 555', +1555",
        "1+1, 11",
        "n/a, n/a",
        "+, +"
    })
    void phoneKeepsDigitsAndALeadingPlus(String raw, String form) {
        assertThat(Canonical.phone(raw)).isEqualTo(form);
    }

    private static @Nullable String firstWithoutFixedPoint(UnaryOperator<String> form) {
        NastyText texts = new NastyText(42);
        for (int i = 0; i < ROUNDS; i++) {
            String text = texts.next();
            String once = form.apply(text);
            if (!form.apply(once).equals(once)) {
                return text;
            }
        }
        return null;
    }

    private static void requireFixedPoint(UnaryOperator<String> form, String text) {
        String once = form.apply(text);
        String twice = form.apply(once);
        if (!twice.equals(once)) {
            throw new AssertionError(
                    "No fixed point: " + escaped(text) + " -> " + escaped(once) + " -> " + escaped(twice));
        }
    }

    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(String.format(Locale.ROOT, "\\u%04X", c)));
        return escaped.toString();
    }
}
