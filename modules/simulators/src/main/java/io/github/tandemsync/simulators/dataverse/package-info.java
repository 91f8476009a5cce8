/**
 * A simulated Dataverse organisation behind the Web API on loopback. The door is {@link
 * io.github.tandemsync.simulators.dataverse.DataverseSimulator}; next read {@link
 * io.github.tandemsync.simulators.dataverse.User} (what a person did), {@link
 * io.github.tandemsync.simulators.dataverse.Admin} (what an administrator did) and {@link
 * io.github.tandemsync.simulators.dataverse.Truth} (what is stored). What it models, and how sure that is, stands in {@code
 * docs/simulator-ledger.md}.
 */
@NullMarked
package io.github.tandemsync.simulators.dataverse;

import org.jspecify.annotations.NullMarked;
