package io.github.tandemsync.core.rule;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Values;
import java.util.Objects;
import java.util.Set;

/** What a rule makes of one side's values. */
public sealed interface Translation {

    /** The other side's values, for every field of the rule on that side. */
    record Translated(Values values) implements Translation {
        public Translated {
            Objects.requireNonNull(values, "values");
        }
    }

    /**
     * Not before this record has a counterpart. Nothing is written until then, least of all an empty value.
     *
     * @param pairs the pairs by one of which it has to be linked; none: by any
     */
    record Waiting(RecordRef parent, Set<PairId> pairs) implements Translation {
        public Waiting {
            Objects.requireNonNull(parent, "parent");
            pairs = Set.copyOf(pairs);
        }

        /** By whichever pair links it. */
        public Waiting(RecordRef parent) {
            this(parent, Set.of());
        }
    }

    /**
     * The value has no form on the other side (an unknown option, too long a text). The rule is set aside until either side
     * changes; the record's other rules go on.
     *
     * @param code a stable code, such as {@code unknown-option}
     * @param reason what to change, without the value
     */
    record Park(String code, String reason) implements Translation {
        public Park {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
