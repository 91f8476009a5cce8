package io.github.tandemsync.e2e.simulation.model;

import io.github.tandemsync.core.connector.FieldSchema.Kind;
import io.github.tandemsync.core.record.Side;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fields of a simulated record: three texts, a reference, and one that no rule maps. */
public enum Field {
    /** The match field; systems may rewrite it on save. */
    DOMAIN(0, "domain", "websiteurl", Kind.TEXT),
    NAME(1, "name", "name", Kind.TEXT),
    /** Two-way or one-way, by history. */
    PHONE(2, "phone", "telephone1", Kind.TEXT),
    PARENT(3, "parent", "parentaccountid", Kind.REFERENCE),
    /** Mapped by no rule: the engine must not touch it. */
    NOTES(4, "notes", "description", Kind.TEXT);

    private static final Field[] ALL = values();

    private final int place;
    private final String left;
    private final String right;
    private final Kind kind;

    Field(int place, String left, String right, Kind kind) {
        this.place = place;
        this.left = left;
        this.right = right;
        this.kind = kind;
    }

    public static int count() {
        return ALL.length;
    }

    public static Field at(int index) {
        return ALL[index];
    }

    /** Its place among all fields. */
    int place() {
        return place;
    }

    public Kind kind() {
        return kind;
    }

    /** Its name on the given side. */
    public String on(Side side) {
        return side == Side.LEFT ? left : right;
    }

    /** The id of the rule that maps it. */
    public String rule() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The field that the rule of the id maps. */
    public static Field ofRule(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }

    /** The field of the given name; null if the side has none. */
    public static @Nullable Field named(Side side, String name) {
        for (Field field : ALL) {
            if (field.on(side).equals(name)) {
                return field;
            }
        }
        return null;
    }
}
