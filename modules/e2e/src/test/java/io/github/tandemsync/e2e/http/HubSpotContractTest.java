package io.github.tandemsync.e2e.http;

import io.github.tandemsync.core.connector.Connector;

/** HubSpot's connector keeps the promises of a connector, over HTTP. */
class HubSpotContractTest extends SimulatedContract {
    HubSpotContractTest() {
        super(Connectors.COMPANIES, "phone");
    }

    @Override
    public Connector open() {
        connectors.hubspot().prepare(type());
        return connectors.hubspot();
    }

    @Override
    public String unknownId() {
        return "999999999";
    }
}
