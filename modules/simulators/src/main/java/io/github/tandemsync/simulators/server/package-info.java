/**
 * What every simulator stands on: a small HTTP/1.1 server on loopback, a log of all requests, and a plan of faults.
 *
 * <p>The door is {@link io.github.tandemsync.simulators.server.Front}: it takes a {@link
 * io.github.tandemsync.simulators.server.Request}, applies the {@link
 * io.github.tandemsync.simulators.server.FaultPlan}, asks the vendor's {@link
 * io.github.tandemsync.simulators.server.Handler}, and says what the client gets to see. {@link
 * io.github.tandemsync.simulators.server.LoopbackServer} puts it behind a real socket; a test that wants no sockets calls
 * {@code Front.exchange} itself. The server is our own because the JDK's overwrites the {@code Date} header with the
 * machine's time (a simulator with its own clock must answer with that clock), and cannot cut an answer inside its head.
 */
@NullMarked
package io.github.tandemsync.simulators.server;

import org.jspecify.annotations.NullMarked;
