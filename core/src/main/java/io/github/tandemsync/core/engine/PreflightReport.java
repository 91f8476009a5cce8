package io.github.tandemsync.core.engine;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What stands in the way of a run, found before any write.
 *
 * @param findings every finding; empty if nothing was found
 */
public record PreflightReport(List<Finding> findings) {
    public PreflightReport {
        findings = List.copyOf(findings);
    }

    /**
     * One finding.
     *
     * @param where the pair, system or type
     * @param blocking false for a warning
     * @param message problem, cause and remedy
     */
    public record Finding(String where, boolean blocking, String message) {}

    /** True if nothing found keeps a run from working. */
    public boolean ok() {
        return findings.stream().noneMatch(Finding::blocking);
    }

    /** The findings in lines for people. */
    public String text() {
        return findings.isEmpty()
                ? "Preflight: nothing stands in the way"
                : findings.stream()
                        .map(finding -> (finding.blocking() ? "error in " : "warning in ") + finding.where() + ": "
                                + finding.message())
                        .collect(Collectors.joining("\n"));
    }
}
