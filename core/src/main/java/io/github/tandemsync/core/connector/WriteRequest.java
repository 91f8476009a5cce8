package io.github.tandemsync.core.connector;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import org.jspecify.annotations.Nullable;

/** One write. A batch holds requests of one type and one kind. */
public sealed interface WriteRequest {
    ObjectType type();

    /** A new record under our own key. */
    record Create(ObjectType type, CreateKey key, Values values) implements WriteRequest {}

    /**
     * New values for some fields; {@link io.github.tandemsync.core.record.FieldValue#EMPTY} clears.
     *
     * @param expected the version that was read; MUST be enforced where the type has conditional writes
     */
    record Update(RecordRef ref, @Nullable Stamp expected, Values values) implements WriteRequest {
        @Override
        public ObjectType type() {
            return ref.type();
        }
    }

    /** Takes a record away. A record that is not there any more is {@link WriteAnswer.Done}. */
    record Remove(RecordRef ref, @Nullable Stamp expected, How how) implements WriteRequest {
        @Override
        public ObjectType type() {
            return ref.type();
        }
    }

    /** The ways to take a record away. */
    enum How {
        /** Into the bin. Systems without a bin delete. */
        ARCHIVE,
        /** Set inactive; still there. */
        DEACTIVATE,
        /** For good. */
        DELETE
    }
}
