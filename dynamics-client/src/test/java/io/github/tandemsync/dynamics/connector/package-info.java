@NullMarked
package io.github.tandemsync.dynamics.connector;

import org.jspecify.annotations.NullMarked;
