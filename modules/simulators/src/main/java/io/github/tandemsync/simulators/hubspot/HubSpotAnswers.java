package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.simulators.server.Reply;

/** Answers that HubSpot and the proxies in front of it give when something is wrong, for fault plans. */
public final class HubSpotAnswers {
    private static final String CORRELATION = "4b1ff2a6-3a34-4e4e-9e2f-1d4b6d0a5f10";

    private HubSpotAnswers() {}

    /** 429: too many requests in ten seconds. Without {@code Retry-After}, which is not documented here. */
    public static Reply burstLimit() {
        ObjectNode body = limit("You have reached your ten_secondly_rolling limit.", "TEN_SECONDLY_ROLLING");
        return Reply.json(429, body.toString());
    }

    /** 429: too many searches in one second; without any rate-limit header. */
    public static Reply searchLimit() {
        ObjectNode body =
                limit("You have reached your secondly limit.", "SECONDLY").put("category", "RATE_LIMITS");
        return Reply.json(429, body.toString());
    }

    /** 429: the day's requests are used up. */
    public static Reply dailyLimit() {
        ObjectNode body = limit("You have reached your daily limit.", "DAILY").put("category", "RATE_LIMITS");
        return Reply.json(429, body.toString());
    }

    /** 401: no usable token. */
    public static Reply unauthorized() {
        return Reply.json(
                401,
                ApiError.of(
                                401,
                                "INVALID_AUTHENTICATION",
                                "Authentication credentials not found. This API supports OAuth 2.0 authentication and you"
                                        + " can find more details at"
                                        + " https://developers.hubspot.com/docs/methods/auth/oauth-overview")
                        .body(CORRELATION)
                        .toString());
    }

    /** 401: the token was good until a moment ago. */
    public static Reply expired() {
        return Reply.json(
                401,
                ApiError.of(
                                401,
                                "EXPIRED_AUTHENTICATION",
                                "The OAuth token used to make this call expired 1 second(s) ago.")
                        .body(CORRELATION)
                        .toString());
    }

    /** 500 in HubSpot's envelope. */
    public static Reply serverError() {
        return Reply.json(
                500, ApiError.of(500, "", "internal error").body(CORRELATION).toString());
    }

    /** 502 from the proxy: HTML, not JSON. */
    public static Reply badGateway() {
        return Reply.html(502, "<html><head><title>502 Bad Gateway</title></head><body>cloudflare</body></html>");
    }

    /** 414 from the proxy: HTML, not JSON. */
    public static Reply uriTooLong() {
        return Reply.html(414, "<html><head><title>414 Request-URI Too Large</title></head></html>");
    }

    /** 423: something else holds the record; wait at least two seconds. */
    public static Reply locked() {
        return Reply.json(423, ApiError.of(423, "", "Locked").body(CORRELATION).toString());
    }

    /** 477: the account is being moved; {@code Retry-After} in seconds, up to a day. */
    public static Reply migration(int seconds) {
        return Reply.json(
                        477,
                        ApiError.of(477, "", "Migration in progress")
                                .body(CORRELATION)
                                .toString())
                .withHeader("Retry-After", Integer.toString(seconds));
    }

    /** 200 with nothing in it, as a captive portal answers. */
    public static Reply emptySuccess() {
        return Reply.empty(200);
    }

    private static ObjectNode limit(String message, String policy) {
        ObjectNode body = Json.object();
        body.put("status", "error");
        body.put("message", message);
        body.put("errorType", "RATE_LIMIT");
        body.put("correlationId", CORRELATION);
        body.put("policyName", policy);
        body.put("groupName", "publicapi:private-apps:crm:apps");
        return body;
    }
}
