/** The main job over HTTP: engine, real clients and a durable store against both simulators, and what it must not do. */
@NullMarked
package io.github.tandemsync.e2e.http;

import org.jspecify.annotations.NullMarked;
