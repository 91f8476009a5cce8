package io.github.tandemsync.state.jdbc;

import org.jspecify.annotations.Nullable;

/** How text goes into a column and comes out of it: without loss, and in the same order. */
enum TextForm {
    /** As it is. */
    PLAIN {
        @Override
        String store(String text) {
            return text;
        }

        @Override
        String load(String stored) {
            return stored;
        }
    },
    /**
     * For columns that refuse U+0000: it becomes U+0001 U+0001, and U+0001 becomes U+0001 U+0002. All other text stays as it is,
     * and what sorted before sorts before.
     */
    WITHOUT_NUL {
        @Override
        String store(String text) {
            if (text.indexOf(NUL) < 0 && text.indexOf(ESCAPE) < 0) {
                return text;
            }
            StringBuilder stored = new StringBuilder(text.length() + 8);
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == NUL || c == ESCAPE) {
                    stored.append(ESCAPE).append((char) (c + 1));
                } else {
                    stored.append(c);
                }
            }
            return stored.toString();
        }

        @Override
        String load(String stored) {
            if (stored.indexOf(ESCAPE) < 0) {
                return stored;
            }
            StringBuilder text = new StringBuilder(stored.length());
            for (int i = 0; i < stored.length(); i++) {
                char c = stored.charAt(i);
                boolean escaped = c == ESCAPE && i + 1 < stored.length();
                text.append(escaped ? (char) (stored.charAt(++i) - 1) : c);
            }
            return text.toString();
        }
    };

    private static final char NUL = 0;
    private static final char ESCAPE = 1;

    abstract String store(String text);

    abstract String load(String stored);

    /** As {@link #load}; null stays null. */
    @Nullable
    String loadOrNull(@Nullable String stored) {
        return stored == null ? null : load(stored);
    }
}
