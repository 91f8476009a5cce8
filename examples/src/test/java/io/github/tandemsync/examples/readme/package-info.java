@NullMarked
package io.github.tandemsync.examples.readme;

import org.jspecify.annotations.NullMarked;
