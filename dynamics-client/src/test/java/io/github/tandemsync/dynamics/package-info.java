@NullMarked
package io.github.tandemsync.dynamics;

import org.jspecify.annotations.NullMarked;
