package io.github.tandemsync.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.StateStoreException;
import io.github.tandemsync.testkit.StateSamples;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
    private static final Link LINK =
            StateSamples.link(1).withRules(StateSamples.fullLink(1).rules());

    private static Link read(byte[] body) {
        return LinkForm.read(LINK.id(), LINK.pair(), true, body);
    }

    /** The body with a checksum that fits its content, as no bit rot would leave it. */
    private static byte[] sealed(byte[] body) {
        int end = body.length - BodyWriter.CHECKSUM_BYTES;
        CRC32C checksum = new CRC32C();
        checksum.update(body, 0, end);
        return ByteBuffer.wrap(body.clone())
                .putInt(end, (int) checksum.getValue())
                .array();
    }

    @Test
    void comesBackAsItWas() {
        assertThat(read(LinkForm.write(LINK))).isEqualTo(LINK);
    }

    @Test
    void everyFlippedBitIsFound() {
        byte[] body = LinkForm.write(StateSamples.link(1).withRules(LINK.rules().headMap("c")));
        for (int at = 0; at < body.length; at += 1 + body.length / 300) {
            byte[] broken = body.clone();
            broken[at] ^= (byte) (1 << at % 8);
            assertThatThrownBy(() -> read(broken)).isInstanceOf(StateStoreException.class);
        }
    }

    @Test
    void everyCutIsFoundEvenWithAFittingChecksum() {
        byte[] body =
                LinkForm.write(StateSamples.fullLink(1).withRules(LINK.rules().tailMap("rule")));
        for (int length = 0; length < body.length; length += 3) {
            byte[] cut = Arrays.copyOf(body, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(StateStoreException.class);
            if (length > BodyWriter.CHECKSUM_BYTES) {
                assertThatThrownBy(() -> read(sealed(cut))).isInstanceOf(StateStoreException.class);
            }
        }
    }

    @Test
    void whatFollowsTheContentIsRefused() {
        byte[] body = LinkForm.write(LINK);
        assertThatThrownBy(() -> read(sealed(Arrays.copyOf(body, body.length + 1))))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("longer");
    }

    @Test
    void anUnknownFormIsRefusedWithTheRow() {
        byte[] body = LinkForm.write(LINK);
        body[0] = 2;
        assertThatThrownBy(() -> read(sealed(body)))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("version 2")
                .hasMessageContaining(LINK.id().toString())
                .hasMessageContaining("backup");
    }

    @Test
    void damageInsideNeverLeavesAsAnotherException() {
        byte[] body =
                LinkForm.write(StateSamples.fullLink(1).withRules(LINK.rules().tailMap("rule")));
        for (int at = 1; at < body.length - BodyWriter.CHECKSUM_BYTES; at++) {
            byte[] broken = body.clone();
            broken[at] ^= (byte) 0x55;
            try {
                read(sealed(broken));
            } catch (StateStoreException expected) {
                assertThat(expected.getMessage()).contains("backup");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 63, 64, -64, -65, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
    void numbersOfEverySize(long value) {
        byte[] body = new BodyWriter().number(value).finish();
        assertThat(BodyReader.read("x", body, BodyReader::number)).isEqualTo(value);
    }

    @Test
    void everyCharacter() {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            all.append((char) c);
        }
        byte[] body = new BodyWriter().text(all.toString()).finish();
        assertThat(BodyReader.read("x", body, BodyReader::text)).isEqualTo(all.toString());
    }

    @Test
    void valuesOfEveryKind() {
        BodyWriter out = new BodyWriter();
        ValuesForm.write(out, StateSamples.everyKind());
        Values found = BodyReader.read("x", out.finish(), ValuesForm::read);
        assertThat(found).isEqualTo(StateSamples.everyKind());
    }
}
