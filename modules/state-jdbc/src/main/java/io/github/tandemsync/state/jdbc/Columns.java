package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import org.jspecify.annotations.Nullable;

/** Strict reading of text columns. */
final class Columns {
    private Columns() {}

    static RecordRef ref(String what, @Nullable String stored) {
        try {
            return RefText.parse(String.valueOf(stored));
        } catch (IllegalArgumentException e) {
            throw BodyReader.damaged(what, "an address is malformed");
        }
    }

    static PairId pair(String what, @Nullable String stored) {
        try {
            return new PairId(String.valueOf(stored));
        } catch (IllegalArgumentException e) {
            throw BodyReader.damaged(what, "a pair's name is malformed");
        }
    }

    static ObjectType type(String what, @Nullable String stored) {
        try {
            return ObjectType.parse(String.valueOf(stored));
        } catch (IllegalArgumentException e) {
            throw BodyReader.damaged(what, "a type's name is malformed");
        }
    }

    static <E extends Enum<E>> E constant(String what, Class<E> type, @Nullable String stored) {
        try {
            return Enum.valueOf(type, String.valueOf(stored));
        } catch (IllegalArgumentException e) {
            throw BodyReader.damaged(what, "a constant of " + type.getSimpleName() + " is unknown to this release");
        }
    }
}
