package io.github.tandemsync.e2e.http;

import io.github.tandemsync.core.connector.Connector;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.testkit.ConnectorContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** Dataverse's connector keeps the promises of a connector, over HTTP. */
class DynamicsContractTest extends ConnectorContract {
    private final Systems systems = new Systems();
    private final Connectors connectors = systems.connectors();
    private int keys;

    @AfterEach
    void close() {
        connectors.close();
        systems.close();
    }

    @Override
    public Connector open() {
        return connectors.dynamics();
    }

    @Override
    public ObjectType type() {
        return Connectors.ACCOUNT;
    }

    @Override
    public Values sample(int number) {
        return Values.of("name", FieldValue.text("Sample " + number))
                .with("telephone1", FieldValue.text("+49301" + number));
    }

    @Override
    public CreateKey freshKey() {
        return new CreateKey("b0000000-0000-4000-8000-%012d".formatted(++keys));
    }

    @Override
    public String unknownId() {
        return "a0000000-0000-4000-8000-000000000001";
    }

    @Override
    public void settle() {
        systems.clock.advance(Duration.ofMinutes(2));
    }
}
