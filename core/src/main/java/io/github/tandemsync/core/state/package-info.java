/**
 * What is remembered between runs: {@link io.github.tandemsync.core.state.StateStore} and its rows. Durable state is
 * observations, never work to do: {@link io.github.tandemsync.core.state.Entry} (one per known record),
 * {@link io.github.tandemsync.core.state.Link} (two records that are the same thing) and
 * {@link io.github.tandemsync.core.state.Intent} (a write about to be sent).
 */
@NullMarked
package io.github.tandemsync.core.state;

import org.jspecify.annotations.NullMarked;
