package io.github.tandemsync.hubspot.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.FieldSchema.Kind;
import io.github.tandemsync.core.record.FieldValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PropertyCodecTest {
    @ParameterizedTest
    @EnumSource(Kind.class)
    void theEmptyTextIsNoValueOfAnyKind(Kind kind) {
        assertThat(PropertyCodec.decode(kind, "")).isEqualTo(FieldValue.EMPTY);
        assertThat(PropertyCodec.encode(FieldValue.EMPTY)).isEmpty();
    }

    @Test
    void readsEachKind() {
        assertThat(PropertyCodec.decode(Kind.TEXT, " a ")).isEqualTo(FieldValue.text(" a "));
        assertThat(PropertyCodec.decode(Kind.NUMBER, "1.50")).isEqualTo(FieldValue.number(new BigDecimal("1.5")));
        assertThat(PropertyCodec.decode(Kind.NUMBER, "1.2E7")).isEqualTo(FieldValue.number(new BigDecimal("12000000")));
        assertThat(PropertyCodec.decode(Kind.FLAG, "true")).isEqualTo(new FieldValue.Flag(true));
        assertThat(PropertyCodec.decode(Kind.CHOICE, "SOFT")).isEqualTo(new FieldValue.Choice("SOFT"));
        assertThat(PropertyCodec.decode(Kind.CHOICES, ";b;a; ")).isEqualTo(new FieldValue.Choices(Set.of("a", "b")));
        assertThat(PropertyCodec.decode(Kind.REFERENCE, "7"))
                .isEqualTo(FieldValue.reference(PropertyCodec.OWNERS.ref("7")));
    }

    @ParameterizedTest
    @CsvSource({"2026-03-29,2026-03-29", "2026-03-29T00:00:00Z,2026-03-29", "1774742400000,2026-03-29", "0,1970-01-01"})
    void aDateIsADayOrItsMidnight(String text, LocalDate day) {
        assertThat(PropertyCodec.decode(Kind.DAY, text)).isEqualTo(new FieldValue.Day(day));
    }

    @ParameterizedTest
    @CsvSource({"2026-03-29T01:02:03.456Z,2026-03-29T01:02:03.456Z", "-1,1969-12-31T23:59:59.999Z"})
    void aTimeIsIsoOrMilliseconds(String text, Instant time) {
        assertThat(PropertyCodec.decode(Kind.TIMESTAMP, text)).isEqualTo(new FieldValue.Timestamp(time));
    }

    @ParameterizedTest
    @CsvSource({
        "NUMBER,many",
        "NUMBER,1e1000000",
        "NUMBER,0x10",
        "NUMBER,'1,5'",
        "NUMBER,NaN",
        "FLAG,yes",
        "FLAG,TRUE",
        "DAY,2026-02-30",
        "DAY,2026-03-29T01:00:00Z",
        "DAY,1774742400001",
        "DAY,soon",
        "TIMESTAMP,soon",
        "TIMESTAMP,2026-03-29",
        "REFERENCES,1"
    })
    void whatIsNotOfTheKindIsNotRead(Kind kind, String text) {
        assertThat(PropertyCodec.decode(kind, text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "TEXT,abc",
        "NUMBER,-12.5",
        "FLAG,false",
        "DAY,2026-03-29",
        "TIMESTAMP,2026-03-29T01:02:03.456Z",
        "CHOICE,SOFT",
        "CHOICES,a;b",
        "REFERENCE,7"
    })
    void writesWhatItReads(Kind kind, String text) {
        FieldValue value = PropertyCodec.decode(kind, text);
        assertThat(value).isNotNull();
        if (value != null) {
            assertThat(PropertyCodec.encode(value)).isEqualTo(text);
        }
    }

    @Test
    void writesTimesToTheMillisecond() {
        assertThat(PropertyCodec.encode(new FieldValue.Timestamp(Instant.parse("2026-03-29T01:02:03.456789Z"))))
                .isEqualTo("2026-03-29T01:02:03.456Z");
    }
}
