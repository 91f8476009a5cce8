@NullMarked
package io.github.tandemsync.simulators.server;

import org.jspecify.annotations.NullMarked;
