package io.github.tandemsync.simulators.dataverse;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A create or an update on its way into the store, as a {@link Plugin} sees it. Valid only during the call. */
public final class Save {
    private final String table;
    private final UUID id;
    private final boolean create;
    private final boolean application;
    private final Map<String, Object> before;
    private final Map<String, @Nullable Object> target;

    Save(
            String table,
            UUID id,
            boolean create,
            boolean application,
            Map<String, Object> before,
            Map<String, @Nullable Object> target) {
        this.table = table;
        this.id = id;
        this.create = create;
        this.application = application;
        this.before = before;
        this.target = target;
    }

    /** Logical name of the table. */
    public String table() {
        return table;
    }

    /** The row. */
    public UUID id() {
        return id;
    }

    /** Whether the row comes into being. */
    public boolean isCreate() {
        return create;
    }

    /** Whether the writer is the application user. */
    public boolean byApplication() {
        return application;
    }

    /** The values before; empty on create. Unmodifiable. */
    public Map<String, Object> before() {
        return before;
    }

    /** The values that will be set, null to clear; changes to this map change what is saved. */
    public Map<String, @Nullable Object> target() {
        return target;
    }

    /**
     * Refuses the save.
     *
     * @param message the text that the caller gets
     */
    public DataverseFault refuse(String message) {
        return new DataverseFault(400, "0x80040265", message);
    }
}
