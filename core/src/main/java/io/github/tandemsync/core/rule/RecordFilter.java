package io.github.tandemsync.core.rule;

import io.github.tandemsync.core.record.Values;
import java.util.Set;

/**
 * Says whether a record takes part, by its own fields. Pure, quick, and safe for several threads. If it throws, the record fails and
 * is tried again later; the report names the filter and what it threw.
 */
public interface RecordFilter {
    /** Lets every record in. */
    RecordFilter ALL = new RecordFilter() {
        @Override
        public Set<String> fields() {
            return Set.of();
        }

        @Override
        public boolean accepts(Values values) {
            return true;
        }

        @Override
        public String describe() {
            return "every record";
        }
    };

    /** The fields it looks at. */
    Set<String> fields();

    boolean accepts(Values values);

    /** What it lets in, for explanations: names and conditions, no record content. */
    String describe();

    /**
     * What the filter is, as a text that MUST change when it lets in other records than before, and only then: once it has
     * changed, records that are not linked are looked at again. The default is the description.
     */
    default String definition() {
        return describe();
    }
}
