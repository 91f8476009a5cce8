/** Records, SPIs and the sync engine. */
@NullMarked
package io.github.tandemsync.core;

import org.jspecify.annotations.NullMarked;
