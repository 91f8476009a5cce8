/**
 * Tandem's core: records, the service-provider interfaces (SPIs) and the sync engine. It knows neither CRM.
 *
 * <p>The door is {@link io.github.tandemsync.core.engine.SyncRunner#builder()}. Read next: {@code core.record} (what a record
 * is), {@code core.rule} (what to sync), {@code core.connector} (how a system is spoken to), {@code core.state} (what is
 * remembered) and {@code core.engine} (the cycle).
 */
@NullMarked
package io.github.tandemsync.core;

import org.jspecify.annotations.NullMarked;
