package io.github.tandemsync.mapping;

import io.github.tandemsync.core.TandemException;
import java.util.List;
import java.util.stream.Collectors;

/** A mapping that can not be used. Carries everything that was found, so that one look mends it all. */
public final class MappingException extends TandemException {
    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;

    MappingException(List<Diagnostic> diagnostics) {
        super(text(diagnostics));
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** What was found, errors and warnings, in the order of the file. Not empty. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    private static String text(List<Diagnostic> diagnostics) {
        long warnings =
                diagnostics.stream().filter(found -> found.code().isWarning()).count();
        return "The mapping can not be used: " + count(diagnostics.size() - warnings, "error")
                + (warnings == 0 ? "" : ", " + count(warnings, "warning")) + "\n"
                + diagnostics.stream().map(found -> "  " + found).collect(Collectors.joining("\n"));
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
