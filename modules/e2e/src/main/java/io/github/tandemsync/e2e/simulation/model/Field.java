package io.github.tandemsync.e2e.simulation.model;

import io.github.tandemsync.core.connector.FieldSchema.Kind;
import io.github.tandemsync.core.record.Side;
import org.jspecify.annotations.Nullable;

/** The fields of a simulated record: three texts, a reference, and one that no rule maps. */
public enum Field {
    /** The match field; systems may rewrite it on save. */
    DOMAIN("domain", "websiteurl", Kind.TEXT),
    NAME("name", "name", Kind.TEXT),
    /** Two-way or one-way, by history. */
    PHONE("phone", "telephone1", Kind.TEXT),
    PARENT("parent", "parentaccountid", Kind.REFERENCE),
    /** Mapped by no rule: the engine must not touch it. */
    NOTES("notes", "description", Kind.TEXT);

    private static final Field[] ALL = values();

    private final String left;
    private final String right;
    private final Kind kind;

    Field(String left, String right, Kind kind) {
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

    public Kind kind() {
        return kind;
    }

    /** Its name on the given side. */
    public String on(Side side) {
        return side == Side.LEFT ? left : right;
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
