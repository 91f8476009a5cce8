package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;

/**
 * An address in one column: {@code system name id}. A space sorts before everything that systems and names are made of, so the
 * database orders these texts as {@link RecordRef} orders addresses.
 */
final class RefText {
    private static final char BETWEEN = ' ';
    /** The next character after the space. */
    private static final char AFTER = '!';

    private RefText() {}

    static String of(RecordRef ref) {
        return start(ref.type()) + ref.id();
    }

    static RecordRef parse(String text) {
        int first = text.indexOf(BETWEEN);
        int second = text.indexOf(BETWEEN, first + 1);
        if (first < 0 || second < 0) {
            throw new IllegalArgumentException("not an address");
        }
        return new ObjectType(text.substring(0, first), text.substring(first + 1, second))
                .ref(text.substring(second + 1));
    }

    /** What every address of a type begins with. */
    static String start(ObjectType type) {
        return type.system() + BETWEEN + type.name() + BETWEEN;
    }

    /** What sorts behind every address of a type. */
    static String end(ObjectType type) {
        return type.system() + BETWEEN + type.name() + AFTER;
    }
}
