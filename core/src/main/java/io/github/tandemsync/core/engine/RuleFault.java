package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.TandemException;
import io.github.tandemsync.core.record.RecordRef;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A rule, match rule, filter, router or policy threw, or answered what makes no sense. Names it and what it threw, and no message of
 * it, which may show record content.
 */
final class RuleFault extends TandemException {
    static final String CODE = "rule-failed";
    private static final long serialVersionUID = 1L;

    private RuleFault(String told, @Nullable Throwable thrown) {
        super(told, thrown);
    }

    /**
     * An answer that makes no sense.
     *
     * @param told who answered what, and what it has to answer
     */
    static RuleFault nonsense(String told) {
        return new RuleFault(told, null);
    }

    /** The same, on the record. */
    RuleFault on(RecordRef ref) {
        return new RuleFault(getMessage() + " (on " + ref + ")", getCause());
    }

    /** What the supplier gives, which is never null. */
    static <T> T contain(String what, Supplier<@Nullable T> call) {
        T answer = containNullable(what, call);
        if (answer == null) {
            throw nonsense(what + " returned null; mend it: it has to answer for every value that the fields can hold");
        }
        return answer;
    }

    /**
     * What the supplier gives. What is wrong with the code that was called is contained, as far as it is that code's alone: no want of
     * memory.
     */
    static <T> @Nullable T containNullable(String what, Supplier<@Nullable T> call) {
        try {
            return call.get();
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError thrown) {
            throw new RuleFault(told(what, thrown), thrown);
        }
    }

    private static String told(String what, Throwable thrown) {
        if (CalledBack.isBehind(thrown)) {
            return what
                    + " called the runner that is running, which is refused; mend it: it has to answer by what it is given,"
                    + " and to leave what is to be done to a thread that it does not wait for";
        }
        StackTraceElement[] trace = thrown.getStackTrace();
        return what + " threw " + thrown.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0])
                + "; mend it: it has to take every value that the fields can hold";
    }
}
