/** Killing the process at any point loses nothing and doubles nothing: {@code KillTest} kills, {@code Judge} judges. */
@NullMarked
package io.github.tandemsync.e2e.http.kill;

import org.jspecify.annotations.NullMarked;
