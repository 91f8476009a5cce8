package io.github.tandemsync.core.rule;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How existing records of the two sides find each other at first contact. Pure, quick, and safe for several threads. */
public interface MatchRule {
    /** The rule's name, unique in its pair and stable. */
    String id();

    /** The fields it needs on the given side. */
    Set<String> fields(Side side);

    /**
     * The canonical text by which the record is found: records of the two sides with equal text match. Null if the record
     * can not be matched by this rule (an empty field).
     */
    @Nullable
    String text(Side side, Values values);
}
