/**
 * For those who implement one of Tandem's interfaces, and for tests of programs that use them. The door is
 * {@link io.github.tandemsync.testkit.StateStoreContract}: extend it, and every obligation of a state store is tested. Read
 * next: {@link io.github.tandemsync.testkit.ManualClock}.
 */
@NullMarked
package io.github.tandemsync.testkit;

import org.jspecify.annotations.NullMarked;
