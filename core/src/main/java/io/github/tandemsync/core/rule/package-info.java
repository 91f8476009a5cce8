/**
 * What to sync: an {@link io.github.tandemsync.core.rule.ObjectPair} and its {@link io.github.tandemsync.core.rule.FieldRule}s.
 * Written by hand, or compiled from a mapping file by the {@code mapping} module.
 */
@NullMarked
package io.github.tandemsync.core.rule;

import org.jspecify.annotations.NullMarked;
