package io.github.tandemsync.testkit;

import io.github.tandemsync.core.connector.Connector;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Values;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The obligations of a {@link Connector} as tests, for one type of its system. An implementor extends this class once for every kind of
 * type, says how a connector is opened, and runs it with JUnit Jupiter; every test has to pass. The system is one for tests: records
 * are created, changed and removed in it, and nothing else may happen there meanwhile.
 *
 * <pre>{@code
 * class MyConnectorTest extends ConnectorContract {
 *     @Override
 *     public Connector open() {
 *         return MyConnector.to(sandbox);
 *     }
 *
 *     @Override
 *     public ObjectType type() {
 *         return ObjectType.parse("mine:company");
 *     }
 *
 *     @Override
 *     public Values sample(int number) {
 *         return Values.of("name", FieldValue.text("Sample " + number));
 *     }
 *
 *     @Override
 *     public String unknownId() {
 *         return "999999";
 *     }
 *
 *     @Override
 *     public CreateKey freshKey() {
 *         return new CreateKey(UUID.randomUUID().toString());
 *     }
 * }
 * }</pre>
 *
 * <p>What it can not test is left to the implementor: that faults, records that are merged or hidden, lost answers and quotas come out
 * as the interface says, that nothing is sent twice, and that several threads may ask at a time.
 */
public abstract class ConnectorContract implements ConnectorReadTests, ConnectorWriteTests, ConnectorFeedTests {
    private @Nullable Connector connector;

    /** A connector to the system; called before each test. */
    public abstract Connector open() throws Exception;

    /** The type whose records are made. */
    @Override
    public abstract ObjectType type();

    /** Values for a record, other ones for each number, in fields that may be written at any time and hold what they are given. */
    @Override
    public abstract Values sample(int number);

    /** An id as the system may give one, which no record of the type has. */
    @Override
    public abstract String unknownId();

    /** A key as the engine derives them, a GUID in lower case; one that was never given before. */
    @Override
    public abstract CreateKey freshKey();

    /** Lets so much time pass that feeds and searches show what was written. By default no time is needed. */
    @Override
    public void settle() throws Exception {}

    @Override
    public final Connector connector() {
        return Objects.requireNonNull(connector);
    }

    @BeforeEach
    void openConnector() throws Exception {
        connector = open();
    }

    @AfterEach
    void closeConnector() {
        if (connector != null) {
            connector.close();
        }
    }
}
