/** The example of the README, as the build compiles it: {@link io.github.tandemsync.examples.readme.FirstSync}. */
@NullMarked
package io.github.tandemsync.examples.readme;

import org.jspecify.annotations.NullMarked;
