@NullMarked
package io.github.tandemsync.simulators.hubspot;

import org.jspecify.annotations.NullMarked;
