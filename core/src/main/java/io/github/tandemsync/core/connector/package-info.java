/**
 * How the engine speaks to one CRM: {@link io.github.tandemsync.core.connector.Connector}, its requests and its answers. An
 * implementor reads {@code Connector} first, then {@link io.github.tandemsync.core.connector.TypeTraits}.
 */
@NullMarked
package io.github.tandemsync.core.connector;

import org.jspecify.annotations.NullMarked;
