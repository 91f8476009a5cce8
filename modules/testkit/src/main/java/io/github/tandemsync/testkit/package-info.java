/**
 * For those who implement one of Tandem's interfaces, and for tests of programs that use them. The door is
 * {@link io.github.tandemsync.testkit.StateStoreContract}: extend it, and every obligation of a state store is tested; {@link
 * io.github.tandemsync.testkit.ConnectorContract} is the same for a connector. Read next: {@link
 * io.github.tandemsync.testkit.ManualClock}.
 */
@NullMarked
package io.github.tandemsync.testkit;

import org.jspecify.annotations.NullMarked;
