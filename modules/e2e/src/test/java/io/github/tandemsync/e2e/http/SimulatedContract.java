package io.github.tandemsync.e2e.http;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.testkit.ConnectorContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** The contract of connectors, for one type of a simulated system. */
abstract class SimulatedContract extends ConnectorContract {
    final Connectors connectors;
    private final Systems systems = new Systems();
    private final ObjectType type;
    private final String phone;
    private int keys;

    SimulatedContract(ObjectType type, String phone) {
        this.connectors = systems.connectors();
        this.type = type;
        this.phone = phone;
    }

    @AfterEach
    void close() {
        connectors.close();
        systems.close();
    }

    @Override
    public final ObjectType type() {
        return type;
    }

    @Override
    public final Values sample(int number) {
        return Values.of("name", FieldValue.text("Sample " + number)).with(phone, FieldValue.text("+49301" + number));
    }

    @Override
    public final CreateKey freshKey() {
        return new CreateKey("b0000000-0000-4000-8000-%012d".formatted(++keys));
    }

    @Override
    public final void settle() {
        systems.clock.advance(Duration.ofMinutes(2));
    }
}
