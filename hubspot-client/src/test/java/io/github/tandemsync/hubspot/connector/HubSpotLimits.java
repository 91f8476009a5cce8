package io.github.tandemsync.hubspot.connector;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.tandemsync.hubspot.HubSpotServer;

/** Answers of a portal whose limits are used up. */
final class HubSpotLimits {
    private HubSpotLimits() {}

    static ResponseDefinitionBuilder tenSecondly() {
        return HubSpotServer.json(
                        429,
                        "{\"status\":\"error\",\"message\":\"You have reached your ten_secondly_rolling limit.\","
                                + "\"errorType\":\"RATE_LIMIT\",\"policyName\":\"TEN_SECONDLY_ROLLING\"}")
                .withHeader("Retry-After", "3");
    }
}
