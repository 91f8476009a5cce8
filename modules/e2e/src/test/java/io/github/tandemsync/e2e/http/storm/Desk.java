package io.github.tandemsync.e2e.http.storm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people do in one system. Whatever the system refuses is an exception. */
interface Desk {
    /** Fields of free text. */
    int TEXTS = 3;

    /** Fields that people clear; not the name, which everything shows. */
    int CLEARED = 3;

    /** Not those that were merged into another. */
    List<String> live();

    /** Those that can be brought back. */
    List<String> deleted();

    String origin(String id);

    void create(String origin, String name, String city);

    void edit(String id, int text, String value);

    void clear(String id, int field);

    /** Sets the money field. */
    void earn(String id, String amount);

    /** @param parent null for none */
    void reparent(String id, @Nullable String parent);

    void delete(String id);

    void restore(String id);

    /** @param other it becomes a part of the first */
    void merge(String primary, String other);
}
