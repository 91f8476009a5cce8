package io.github.tandemsync.simulators.dataverse;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The plug-ins of an organisation, in the order in which they run. Thread safe. */
public final class Plugins {
    private final List<Plugin> plugins = new CopyOnWriteArrayList<>();

    Plugins() {}

    /** Adds a plug-in at the end. */
    public void add(Plugin plugin) {
        plugins.add(plugin);
    }

    /** Removes a plug-in. */
    public void remove(Plugin plugin) {
        plugins.remove(plugin);
    }

    /** Removes all. */
    public void clear() {
        plugins.clear();
    }

    /** A plug-in that brings a text column into a form of its own on every save, as formatting rules do. */
    public static Plugin canonical(String table, String column, UnaryOperator<String> form) {
        return save -> {
            if (save.table().equals(table) && save.target().get(column) instanceof String text) {
                save.target().put(column, form.apply(text));
            }
        };
    }

    /** A plug-in that drops every write of a column by the application user: accepted, and nothing changes. */
    public static Plugin ignoring(String table, String column) {
        return save -> {
            if (save.table().equals(table) && save.byApplication()) {
                save.target().remove(column);
            }
        };
    }

    /** A plug-in that refuses some saves with this message (error 0x80040265). */
    public static Plugin refusing(Predicate<Save> which, String message) {
        return save -> {
            if (which.test(save)) {
                throw save.refuse(message);
            }
        };
    }

    void run(Save save) {
        plugins.forEach(plugin -> plugin.beforeSave(save));
    }
}
