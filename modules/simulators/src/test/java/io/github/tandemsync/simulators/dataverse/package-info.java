@NullMarked
package io.github.tandemsync.simulators.dataverse;

import org.jspecify.annotations.NullMarked;
