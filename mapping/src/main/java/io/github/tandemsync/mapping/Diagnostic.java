package io.github.tandemsync.mapping;

/**
 * One thing that is wrong with a mapping, and what to change. Holds names from the mapping and the schemas, never record content.
 *
 * @param code what is wrong
 * @param source the file's name, or the name given to {@link Mappings#parse}
 * @param line counted from 1; 0 where the mapping was built in Java
 * @param column counted from 1; 0 where the mapping was built in Java
 * @param path where in the mapping, such as {@code fields[2].dynamics}; empty for the whole
 * @param message the problem and its remedy, one sentence or two
 */
public record Diagnostic(DiagnosticCode code, String source, int line, int column, String path, String message) {
    /** On one line, a warning labelled as one: {@code company-account.yaml:9:5: warning: unmapped-options: ...}. */
    @Override
    public String toString() {
        String where = line == 0 ? source : source + ":" + line + ":" + column;
        String what = path.isEmpty() ? "" : " (" + path + ")";
        return where + ": " + (code.isWarning() ? "warning: " : "") + code + ": " + message + what;
    }
}
