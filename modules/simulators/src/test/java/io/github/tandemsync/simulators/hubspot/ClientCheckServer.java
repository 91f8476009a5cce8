package io.github.tandemsync.simulators.hubspot;

import java.io.IOException;

/** Starts a simulator for {@code clients/hubspot/check.mjs}: prints its address and token, and ends with standard input. */
final class ClientCheckServer {
    private ClientCheckServer() {}

    /** Runs until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        PropertyDefinition key = PropertyDefinition.custom("sync_key", "companyinformation", "string", "text");
        try (HubSpotSimulator simulator =
                HubSpotSimulator.builder().limits(RateLimits.starter()).start()) {
            simulator.admin().putProperty("companies", key.unique());
            System.out.println(simulator.uri() + " " + simulator.token());
            while (System.in.read() >= 0) {
                // Wait for the end of the input.
            }
        }
    }
}
