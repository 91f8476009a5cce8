/** Parsers for addresses, query options, filters and multipart bodies. Not for use from other modules. */
@NullMarked
package io.github.tandemsync.simulators.dataverse.internal.odata;

import org.jspecify.annotations.NullMarked;
