package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.state.Reason;
import org.jspecify.annotations.Nullable;

/** A reason, or none, in a body. */
final class ReasonForm {
    private ReasonForm() {}

    static void write(BodyWriter out, @Nullable Reason reason) {
        out.flag(reason != null);
        if (reason != null) {
            out.text(reason.code()).text(reason.detail()).time(reason.at());
        }
    }

    static @Nullable Reason read(BodyReader in) {
        return in.flag() ? new Reason(in.text(), in.text(), in.time()) : null;
    }
}
