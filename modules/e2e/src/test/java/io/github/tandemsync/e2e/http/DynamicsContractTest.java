package io.github.tandemsync.e2e.http;

import io.github.tandemsync.core.connector.Connector;

/** Dataverse's connector keeps the promises of a connector, over HTTP. */
class DynamicsContractTest extends SimulatedContract {
    DynamicsContractTest() {
        super(Connectors.ACCOUNT, "telephone1");
    }

    @Override
    public Connector open() {
        return connectors.dynamics();
    }

    @Override
    public String unknownId() {
        return "a0000000-0000-4000-8000-000000000001";
    }
}
