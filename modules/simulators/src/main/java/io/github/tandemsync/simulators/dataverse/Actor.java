package io.github.tandemsync.simulators.dataverse;

import java.util.UUID;

/**
 * Who writes.
 *
 * @param user {@code systemuserid}
 * @param application whether it is the application user behind the Web API
 */
record Actor(UUID user, boolean application) {}
