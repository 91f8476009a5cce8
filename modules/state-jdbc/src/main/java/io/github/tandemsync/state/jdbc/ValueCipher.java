package io.github.tandemsync.state.jdbc;

/**
 * Encrypts what a store keeps of records' content; brought by the host, which has the keys. Each stored row names the key that it
 * was encrypted under, so keys may change: new rows go under {@link #key()}, and old ones stay readable for as long as the cipher
 * knows theirs. Rewriting all rows under the newest key is {@link JdbcStateStoreBuilder#recode()}.
 *
 * <p>An implementation MUST be safe for several threads, MUST authenticate (a changed text, another {@code about}, or the wrong key
 * is an exception, never other content), and MUST NOT repeat content in exceptions. {@link AesGcmCipher} is one.
 */
public interface ValueCipher {
    /** The key to encrypt under from now on: its name, not the key; 1 to 100 bytes in UTF-8. It is stored in the clear. */
    String key();

    /**
     * Encrypts.
     *
     * @param key the name of a key, as {@link #key()} gave it
     * @param content what is to be hidden
     * @param about the row that it belongs to: not hidden, but decrypting with another must fail
     */
    byte[] encrypt(String key, byte[] content, byte[] about);

    /**
     * Gives back what was encrypted. Whatever it throws says that this is not possible.
     *
     * @param key the name under which it was encrypted
     */
    byte[] decrypt(String key, byte[] encrypted, byte[] about);
}
