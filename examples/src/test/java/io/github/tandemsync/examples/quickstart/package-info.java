@NullMarked
package io.github.tandemsync.examples.quickstart;

import org.jspecify.annotations.NullMarked;
