/**
 * The quickstart: two simulated servers, a few hundred firms, a plan, a sync, edits, another sync, and the proof that both sides
 * agree. Start at {@link io.github.tandemsync.examples.quickstart.Quickstart}.
 */
@NullMarked
package io.github.tandemsync.examples.quickstart;

import org.jspecify.annotations.NullMarked;
