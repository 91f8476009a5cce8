package io.github.tandemsync.state.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connection whose n-th call that reaches the database fails; dead: and every call after it. */
final class FailingConnection {
    private static final Set<String> COUNTED =
            Set.of("execute", "executeQuery", "executeUpdate", "executeBatch", "commit", "rollback", "setAutoCommit");

    private final Connection real;
    private final @Nullable String state;
    private int left = Integer.MAX_VALUE;
    private boolean dead;
    private boolean fired;

    FailingConnection(Connection real) {
        this(real, null);
    }

    /** Fails with an SQLSTATE. */
    FailingConnection(Connection real, @Nullable String state) {
        this.real = real;
        this.state = state;
    }

    /** The next call but {@code n} fails: as in a crash, with everything after it, or alone. */
    void failAfter(int n, boolean crash) {
        left = n;
        dead = crash;
        fired = false;
    }

    void heal() {
        left = Integer.MAX_VALUE;
    }

    boolean fired() {
        return fired;
    }

    Connection connection() {
        return proxy(Connection.class, real);
    }

    private <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {type},
                (self, method, args) -> call(target, method, args)));
    }

    private @Nullable Object call(Object target, Method method, Object @Nullable [] args) throws Throwable {
        if (COUNTED.contains(method.getName()) && left-- <= 0) {
            fired = true;
            if (!dead) {
                heal();
            }
            throw new SQLException("injected", state);
        }
        try {
            Object answer = method.invoke(target, args);
            if (answer instanceof PreparedStatement statement) {
                return proxy(PreparedStatement.class, statement);
            }
            return answer instanceof Statement statement ? proxy(Statement.class, statement) : answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
