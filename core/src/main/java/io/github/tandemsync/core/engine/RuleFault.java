package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.TandemException;
import java.util.function.Supplier;

/** A rule, match rule, filter or router threw. Names it and what it threw, and no message of it, which may show record content. */
final class RuleFault extends TandemException {
    static final String CODE = "rule-failed";
    private static final long serialVersionUID = 1L;

    RuleFault(String what, RuntimeException thrown) {
        super(told(what, thrown), thrown);
    }

    /** What the supplier gives. */
    static <T> T contain(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException thrown) {
            throw new RuleFault(what, thrown);
        }
    }

    static String told(String what, RuntimeException thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return what + " threw " + thrown.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0])
                + "; mend it: it has to take every value that the fields can hold";
    }
}
