package io.github.tandemsync.testkit;

import io.github.tandemsync.core.connector.Connector;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Values;

class MemoryConnectorTest extends ConnectorContract {
    private int keys;

    @Override
    public Connector open() {
        return new MemoryConnector();
    }

    @Override
    public ObjectType type() {
        return MemoryConnector.TYPE;
    }

    @Override
    public Values sample(int number) {
        return Values.of("name", FieldValue.text("name " + number)).with("town", FieldValue.text("town " + number));
    }

    @Override
    public CreateKey freshKey() {
        return new CreateKey("b0000000-0000-4000-8000-%012d".formatted(++keys));
    }

    @Override
    public String unknownId() {
        return "unknown";
    }
}
