/** What the measurements rest on: that the phases do what they say, with as many calls as they may take. */
@NullMarked
package io.github.tandemsync.benchmarks.load;

import org.jspecify.annotations.NullMarked;
