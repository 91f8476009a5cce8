/**
 * The shape of the code, held by the build: layers, module boundaries, and what the engine may not reach for by itself. The rules
 * are functions of a root package, so that the same rule runs on the library and on fixtures that break it: start at {@link
 * io.github.tandemsync.e2e.architecture.ArchitectureTest}.
 */
@NullMarked
package io.github.tandemsync.e2e.architecture;

import org.jspecify.annotations.NullMarked;
