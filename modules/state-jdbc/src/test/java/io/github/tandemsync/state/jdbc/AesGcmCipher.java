package io.github.tandemsync.state.jdbc;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** The example of the page about state stores. AES-GCM, with a random nonce in front of each text. */
final class AesGcmCipher implements ValueCipher {
    private static final int NONCE = 12;

    private final SecureRandom random = new SecureRandom();
    private final String current;
    private final Map<String, SecretKey> keys;

    /**
     * Under one key, with older ones still readable.
     *
     * @param current the name of the key to encrypt under
     * @param keys AES keys by name
     */
    AesGcmCipher(String current, Map<String, SecretKey> keys) {
        this.current = current;
        this.keys = Map.copyOf(keys);
    }

    @Override
    public String key() {
        return current;
    }

    @Override
    public byte[] encrypt(String key, byte[] content, byte[] about) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] all = new byte[NONCE + content.length + 16];
        System.arraycopy(nonce, 0, all, 0, NONCE);
        byte[] hidden = run(Cipher.ENCRYPT_MODE, key, nonce, content, 0, about);
        System.arraycopy(hidden, 0, all, NONCE, hidden.length);
        return all;
    }

    @Override
    public byte[] decrypt(String key, byte[] encrypted, byte[] about) {
        return run(Cipher.DECRYPT_MODE, key, encrypted, encrypted, NONCE, about);
    }

    private byte[] run(int mode, String key, byte[] nonce, byte[] text, int from, byte[] about) {
        SecretKey secret = keys.get(key);
        if (secret == null) {
            throw new IllegalStateException("There is no key " + key);
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, secret, new GCMParameterSpec(128, nonce, 0, NONCE));
            cipher.updateAAD(about);
            return cipher.doFinal(text, from, text.length - from);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
    }
}
