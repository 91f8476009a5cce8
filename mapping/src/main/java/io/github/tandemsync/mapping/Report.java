package io.github.tandemsync.mapping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one mapping. For one thread. */
final class Report {
    private final Positions positions;
    private final List<Diagnostic> found = new ArrayList<>();

    Report(Positions positions) {
        this.positions = positions;
    }

    void add(DiagnosticCode code, String path, String message) {
        add(code, positions.at(path), path, message);
    }

    void add(DiagnosticCode code, Place place, String path, String message) {
        found.add(new Diagnostic(code, positions.source(), place.line(), place.column(), path, message));
    }

    void addAll(Report other) {
        found.addAll(other.found);
    }

    boolean hasErrors() {
        return found.stream().anyMatch(one -> !one.code().isWarning());
    }

    List<Diagnostic> diagnostics() {
        return found.stream()
                .sorted(Comparator.comparingInt(Diagnostic::line).thenComparingInt(Diagnostic::column))
                .toList();
    }

    void throwIfErrors() {
        if (hasErrors()) {
            throw new MappingException(diagnostics());
        }
    }
}
