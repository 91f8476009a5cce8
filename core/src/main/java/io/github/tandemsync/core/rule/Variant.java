package io.github.tandemsync.core.rule;

import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import java.util.List;

/**
 * Which type faces which, and by what rules. Most pairs have one; contacts facing both contacts and leads have two, and so have products
 * facing products and bundles. A bundle is a row of Dataverse's product table; it is a type of its own here, which its connector tells
 * by {@code productstructure}.
 *
 * @param left the type on the left
 * @param right the type on the right
 * @param rules its field rules, with distinct ids
 */
public record Variant(ObjectType left, ObjectType right, List<FieldRule> rules) {
    public Variant {
        rules = List.copyOf(rules);
        long ids = rules.stream().map(FieldRule::id).distinct().count();
        if (ids != rules.size()) {
            throw new IllegalArgumentException(
                    "Two field rules of " + left + " and " + right + " have the same id; give each its own");
        }
    }

    public ObjectType type(Side side) {
        return side == Side.LEFT ? left : right;
    }
}
