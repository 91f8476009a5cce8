/**
 * A state store in a relational database: a SQLite file, by default. The door is
 * {@link io.github.tandemsync.state.jdbc.JdbcStateStore#open(String)}.
 */
@NullMarked
package io.github.tandemsync.state.jdbc;

import org.jspecify.annotations.NullMarked;
