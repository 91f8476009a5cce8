package io.github.tandemsync.core.connector;

import java.util.List;

/**
 * The rights that are missing or given in excess.
 *
 * @param findings empty if every wanted right is there
 */
public record AccessReport(List<Finding> findings) {
    public AccessReport {
        findings = List.copyOf(findings);
    }

    /**
     * One right that is not as it should be.
     *
     * @param request the right asked about
     * @param missing true if it is missing, false for a warning
     * @param remedy what to change, in the system's own words
     */
    public record Finding(AccessRequest request, boolean missing, String remedy) {}
}
