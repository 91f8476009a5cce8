package io.github.tandemsync.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AesGcmCipherTest {
    private static final byte[] ABOUT = bytes("link 7");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static SecretKey key(int length) {
        byte[] key = new byte[length];
        key[0] = (byte) length;
        return new SecretKeySpec(key, "AES");
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32})
    void whatWasEncryptedIsReadAgain(int length) {
        AesGcmCipher cipher = AesGcmCipher.of("k", key(length));
        byte[] encrypted = cipher.encrypt("k", bytes("Ada"), ABOUT);

        assertThat(cipher.decrypt("k", encrypted, ABOUT)).isEqualTo(bytes("Ada"));
        assertThat(cipher.encrypt("k", bytes("Ada"), ABOUT)).isNotEqualTo(encrypted);
        assertThat(cipher.decrypt("k", cipher.encrypt("k", new byte[0], ABOUT), ABOUT))
                .isEmpty();
    }

    @Test
    void everyChangedOrMissingByteIsFound() {
        AesGcmCipher cipher = AesGcmCipher.of("k", key(32));
        byte[] encrypted = cipher.encrypt("k", bytes("Ada"), ABOUT);
        for (int i = 0; i < encrypted.length; i++) {
            byte[] changed = encrypted.clone();
            changed[i] ^= 1;
            byte[] cut = Arrays.copyOf(encrypted, i);
            assertThatThrownBy(() -> cipher.decrypt("k", changed, ABOUT)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> cipher.decrypt("k", cut, ABOUT)).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> cipher.decrypt("k", encrypted, bytes("link 8")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anOlderKeyIsForReading() {
        AesGcmCipher old = AesGcmCipher.of("2025", key(16));
        AesGcmCipher both = AesGcmCipher.of("2026", key(32)).reading("2025", key(16));

        assertThat(both.key()).isEqualTo("2026");
        assertThat(both.decrypt("2025", old.encrypt("2025", bytes("Ada"), ABOUT), ABOUT))
                .isEqualTo(bytes("Ada"));
        assertThatThrownBy(() -> old.decrypt("2026", both.encrypt("2026", bytes("Ada"), ABOUT), ABOUT))
                .hasMessageContaining("no key \"2026\"");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        refused(() -> AesGcmCipher.of("", key(32)), "1 to 100 bytes");
        refused(() -> AesGcmCipher.of("x".repeat(101), key(32)), "got 101");
        refused(() -> AesGcmCipher.of("k", key(31)), "248 bits", "128, 192 or 256");
        refused(() -> AesGcmCipher.of("k", new SecretKeySpec(new byte[32], "HmacSHA256")), "HmacSHA256");
        refused(() -> AesGcmCipher.of("k", key(32)).reading("k", key(16)), "\"k\" already");
    }

    private static void refused(Runnable attempt, String... words) {
        assertThatThrownBy(attempt::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words);
    }
}
