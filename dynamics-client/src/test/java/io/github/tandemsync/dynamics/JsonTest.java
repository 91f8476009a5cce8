package io.github.tandemsync.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void readsWhatIsThereAndWhatIsNull() throws Exception {
        Row row = read(
                "{\"a\":\"x\",\"n\":20000.0000,\"i\":7,\"f\":false,\"z\":null,\"o\":{\"b\":[\"c\"]},\"l\":[{\"d\":1}]}");
        assertThat(row.text("a")).isEqualTo("x");
        assertThat(row.number("n")).isEqualTo(new BigDecimal("20000.0000"));
        assertThat(row.number("i")).isEqualTo(new BigDecimal("7"));
        assertThat(row.flag("f")).isFalse();
        assertThat(row.isNull("z")).isTrue();
        assertThat(row.has("missing")).isFalse();
        assertThat(row.isNull("missing")).isFalse();
        assertThat(row.text("missing")).isNull();
        assertThat(row.rows("l")).hasSize(1);
        assertThat(row.rows("z")).isEmpty();
        Row object = row.row("o");
        assertThat(object == null ? null : object.texts("b")).containsExactly("c");
    }

    @Test
    void numbersKeepEveryDigit() throws Exception {
        assertThat(read("{\"n\":12345678901234567890.123456789}").number("n"))
                .isEqualTo(new BigDecimal("12345678901234567890.123456789"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "<html>canary</html>",
                "{\"a\":\"canary",
                "{\"a\":canary}",
                "{\"a\":1}{\"canary\":2}",
                "{\"canary\":1,\"canary\":2}",
                "{\"a\":NaN}",
                "{\"a\":\"ca\\qnary\"}"
            })
    void refusesWhatIsNotOneObjectAndDoesNotQuoteIt(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(Json.Malformed.class)
                .hasNoCause()
                .hasMessageNotContaining("canary");
    }

    @Test
    void boundsDepthTextAndNumbers() {
        assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(70) + "]".repeat(70) + "}"))
                .isInstanceOf(Json.Malformed.class);
        assertThatThrownBy(() -> read("{\"a\":" + "9".repeat(500) + "}")).isInstanceOf(Json.Malformed.class);
        assertThatThrownBy(() -> read("{\"a\":\"" + "x".repeat(5_000_000) + "\"}"))
                .isInstanceOf(Json.Malformed.class);
        assertThatThrownBy(() -> read("{\"" + "x".repeat(600) + "\":1}")).isInstanceOf(Json.Malformed.class);
    }

    @Test
    void anotherTypeThanExpectedNamesTheProperty() throws Exception {
        Row row = read("{\"a\":1,\"l\":[1]}");
        assertThatThrownBy(() -> row.text("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a");
        assertThatThrownBy(() -> row.rows("l")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> row.required("none")).hasMessageContaining("none");
    }

    @Test
    void writesNumbersPlainlyOnOneLine() {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        properties.put("n", new BigDecimal("1E+3"));
        properties.put("t", "a\r\nb\"\u2028é😀");
        properties.put("z", null);
        assertThat(new String(Json.write(properties), StandardCharsets.UTF_8))
                .isEqualTo("{\"n\":1000,\"t\":\"a\\r\\nb\\\"\u2028é😀\",\"z\":null}");
    }

    @Test
    void halfASurrogatePairIsNotSent() {
        assertThatThrownBy(() -> Json.write(Map.of("t", "canary\ud800")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("canary");
    }

    @Test
    void showsNoContent() throws Exception {
        assertThat(read("{\"a\":\"canary\"}")).hasToString("Row[a]");
        assertThat(new RowBody().set("a", "canary").clear("b")).hasToString("RowBody[a, b]");
    }

    private static Row read(String text) throws Json.Malformed {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
