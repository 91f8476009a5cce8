/**
 * HTTP for the clients. {@link io.github.tandemsync.core.transport.HttpStack} is the door; read
 * {@link io.github.tandemsync.core.transport.ApiRequest} next, then {@link io.github.tandemsync.core.transport.RawTransport}, which
 * a test replaces by an in-memory one.
 */
@NullMarked
package io.github.tandemsync.core.transport;

import org.jspecify.annotations.NullMarked;
