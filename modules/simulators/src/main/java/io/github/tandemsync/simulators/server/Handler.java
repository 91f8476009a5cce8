package io.github.tandemsync.simulators.server;

/** The vendor's side: answers a request and, before it returns, has done what the request asks for. Called by many threads. */
@FunctionalInterface
public interface Handler {
    /** Carries the request out. */
    Reply handle(Request request);
}
