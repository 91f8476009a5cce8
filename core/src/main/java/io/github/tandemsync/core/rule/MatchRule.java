package io.github.tandemsync.core.rule;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How existing records of the two sides find each other at first contact. Pure, quick, and safe for several threads. If it throws
 * at first contact, the pair is not matched at all, and nothing is created, until it is mended; later the one record fails.
 */
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

    /**
     * What the rule is, as a text that MUST change when its texts do, and only then: once it has changed, unlinked records are
     * matched anew. The default knows the fields; a rule that can be set up in other ways has to add them.
     */
    default String definition() {
        return id() + new TreeSet<>(fields(Side.LEFT)) + new TreeSet<>(fields(Side.RIGHT));
    }

    /**
     * Whether the text names one person or thing and no other, as an e-mail address does and a name does not. By such a rule an
     * erased record is known again when it comes back under another address. Of records erased before the rule was so, and after
     * its texts have changed, nothing is known by it.
     */
    default boolean identifying() {
        return false;
    }
}
