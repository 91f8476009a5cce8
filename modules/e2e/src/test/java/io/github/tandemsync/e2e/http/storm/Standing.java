package io.github.tandemsync.e2e.http.storm;

import org.jspecify.annotations.Nullable;

/** How the sync explains a live record in the end. */
interface Standing {
    /** The id of the record on the other side that it is linked with; null if there is none. */
    @Nullable
    String counterpart(String id);

    /** Whether it is said to go on alone, and why. */
    boolean isTold(String id);
}
