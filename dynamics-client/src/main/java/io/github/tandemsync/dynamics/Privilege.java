package io.github.tandemsync.dynamics;

/**
 * A privilege that a table knows.
 *
 * @param id its id, in lower case; names differ between versions, ids do not
 * @param name such as {@code prvReadAccount}; never to be built from a table's name
 * @param verb such as {@code Read}, {@code AppendTo}
 */
public record Privilege(String id, String name, String verb) {}
