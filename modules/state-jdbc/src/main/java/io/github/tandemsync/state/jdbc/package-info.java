/**
 * A state store in a relational database: a SQLite file for one process, or PostgreSQL for several nodes. The door is
 * {@link io.github.tandemsync.state.jdbc.JdbcStateStore#open(String)}; read next:
 * {@link io.github.tandemsync.state.jdbc.JdbcStateStoreBuilder}.
 */
@NullMarked
package io.github.tandemsync.state.jdbc;

import org.jspecify.annotations.NullMarked;
