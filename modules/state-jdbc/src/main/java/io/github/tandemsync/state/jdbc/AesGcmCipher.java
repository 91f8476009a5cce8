package io.github.tandemsync.state.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-GCM with a random nonce of twelve bytes in front of each text, and a tag of sixteen behind it, under keys that the host has. It
 * encrypts under one of them; older ones are for reading only. Random nonces are safe for 2<sup>32</sup> texts under one key (NIST SP
 * 800-38D, section 8.3): take a new key before a store has made so many commits' rows.
 *
 * <pre>{@code
 * ValueCipher cipher = AesGcmCipher.of("2026", key).reading("2025", oldKey);
 * }</pre>
 *
 * <p>Immutable; safe for several threads.
 */
public final class AesGcmCipher implements ValueCipher {
    private static final int NONCE = 12;
    private static final int TAG = 16;
    private static final Set<Integer> LENGTHS = Set.of(16, 24, 32);

    private final SecureRandom random = SystemWiring.nonces();
    private final String current;
    private final Map<String, SecretKey> keys;

    private AesGcmCipher(String current, Map<String, SecretKey> keys) {
        this.current = current;
        this.keys = Map.copyOf(keys);
    }

    /**
     * Encrypts under a key.
     *
     * @param name of the key, which is stored in the clear: 1 to 100 bytes in UTF-8; another key takes another name
     * @param key an AES key of 128, 192 or 256 bits
     * @throws IllegalArgumentException if either does not fit
     */
    public static AesGcmCipher of(String name, SecretKey key) {
        return new AesGcmCipher(name, Map.of(demandName(name), demandKey(name, key)));
    }

    /**
     * A cipher that also reads what was encrypted under another key.
     *
     * @throws IllegalArgumentException if name or key do not fit, or the name is taken
     */
    public AesGcmCipher reading(String name, SecretKey key) {
        Map<String, SecretKey> all = new TreeMap<>(keys);
        if (all.put(demandName(name), demandKey(name, key)) != null) {
            throw new IllegalArgumentException(
                    "There is a key \"" + name + "\" already. Each key takes a name of its own");
        }
        return new AesGcmCipher(current, all);
    }

    private static String demandName(String name) {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > Seal.LONGEST_KEY) {
            throw new IllegalArgumentException(
                    "A key's name takes 1 to " + Seal.LONGEST_KEY + " bytes in UTF-8; got " + length);
        }
        return name;
    }

    /** A key that does not tell its bytes, as those of a security module, is taken as it is. */
    private static SecretKey demandKey(String name, SecretKey key) {
        byte[] bytes = key.getEncoded();
        if (!key.getAlgorithm().equals("AES") || (bytes != null && !LENGTHS.contains(bytes.length))) {
            throw new IllegalArgumentException("The key \"" + name + "\" is of " + key.getAlgorithm()
                    + (bytes == null ? "" : " and " + 8 * bytes.length + " bits")
                    + ". Give an AES key of 128, 192 or 256 bits");
        }
        return key;
    }

    @Override
    public String key() {
        return current;
    }

    @Override
    public byte[] encrypt(String key, byte[] content, byte[] about) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] all = new byte[NONCE + content.length + TAG];
        System.arraycopy(nonce, 0, all, 0, NONCE);
        byte[] hidden = run(Cipher.ENCRYPT_MODE, key, nonce, content, 0, about);
        System.arraycopy(hidden, 0, all, NONCE, hidden.length);
        return all;
    }

    @Override
    public byte[] decrypt(String key, byte[] encrypted, byte[] about) {
        if (encrypted.length < NONCE + TAG) {
            throw new IllegalStateException("There are " + encrypted.length + " bytes, which is too few");
        }
        return run(Cipher.DECRYPT_MODE, key, encrypted, encrypted, NONCE, about);
    }

    private byte[] run(int mode, String key, byte[] nonce, byte[] text, int from, byte[] about) {
        SecretKey secret = keys.get(key);
        if (secret == null) {
            throw new IllegalStateException("There is no key \"" + key + "\"");
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, secret, new GCMParameterSpec(8 * TAG, nonce, 0, NONCE));
            cipher.updateAAD(about);
            return cipher.doFinal(text, from, text.length - from);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
    }
}
