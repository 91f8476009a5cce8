/**
 * The declarative mapping engine: what is to be synced, as data. A mapping is written in YAML or with the Java builder, checked
 * against the live schemas of both systems, and compiled to the field rules of the core.
 *
 * <p>The door is {@link io.github.tandemsync.mapping.Mappings}. Read next: {@link io.github.tandemsync.mapping.Mapping}, then
 * {@link io.github.tandemsync.mapping.DiagnosticCode} (everything that can be wrong with a mapping) and
 * {@link io.github.tandemsync.mapping.Converter} (values that need more than the built-in kinds).
 */
@NullMarked
package io.github.tandemsync.mapping;

import org.jspecify.annotations.NullMarked;
