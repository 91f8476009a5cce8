package io.github.tandemsync.simulators.hubspot;

import static io.github.tandemsync.simulators.hubspot.Api.COMPANIES;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tokens, scopes, limits, account and owners. */
class AccessTest extends SimulatorTest {
    @Test
    void withoutAValidTokenNothingIsAnswered() {
        for (String token : new String[] {"", "wrong"}) {
            Api.Answer refused = new Api(hubspot.uri(), token).get(COMPANIES);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.category()).isEqualTo("INVALID_AUTHENTICATION");
            assertThat(refused.message()).startsWith("Authentication credentials not found.");
        }
    }

    @Test
    void tokensExpireAndAreRevoked() {
        hubspot.admin().expire(hubspot.token());
        assertThat(api.get(COMPANIES).category()).isEqualTo("EXPIRED_AUTHENTICATION");
        hubspot.admin().accept(AppToken.withAllScopes(hubspot.token(), 1, "again"));
        assertThat(api.get(COMPANIES).status()).isEqualTo(200);
        hubspot.admin().revoke(hubspot.token());
        assertThat(api.get(COMPANIES).category()).isEqualTo("INVALID_AUTHENTICATION");
    }

    @Test
    void aMissingScopeIsNamed() {
        Set<String> scopes = Set.of("crm.objects.companies.read", "crm.schemas.companies.read");
        restart(HubSpotSimulator.builder().app(new AppToken("narrow", 7, "Narrow", scopes)));
        assertThat(api.get(COMPANIES).status()).isEqualTo(200);
        assertThat(api.search("{}").status()).isEqualTo(200);
        assertThat(api.post(COMPANIES + "/batch/read", "{'inputs':[{'id':'1'}]}")
                        .status())
                .isEqualTo(207);
        Api.Answer refused = api.post(COMPANIES, "{'properties':{'name':'A'}}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.category()).isEqualTo("MISSING_SCOPES");
        assertThat(refused.json()
                        .at("/errors/0/context/requiredGranularScopes/0")
                        .asText())
                .isEqualTo("crm.objects.companies.write");
        assertThat(api.post("/crm/properties/2026-09/companies", "{}").status()).isEqualTo(403);
        assertThat(api.get("/crm/objects/2026-09/contacts").status()).isEqualTo(403);
        assertThat(api.get("/crm/owners/2026-09").status()).isEqualTo(403);
        assertThat(api.post("/crm/associations/2026-09/companies/contacts/batch/read", "{}")
                        .status())
                .isEqualTo(403);
        assertThat(hubspot.truth().writes()).isEmpty();
    }

    @Test
    void theBurstLimitIsPerAppAndRolls() {
        restart(HubSpotSimulator.builder().limits(new RateLimits(3, 5, 0)));
        assertThat(api.get(COMPANIES).header("X-HubSpot-RateLimit-Remaining")).contains("2");
        clock.advance(Duration.ofSeconds(4));
        api.get(COMPANIES);
        Api.Answer third = api.get(COMPANIES);
        assertThat(third.header("X-HubSpot-RateLimit-Remaining")).contains("0");
        assertThat(third.header("X-HubSpot-RateLimit-Max")).contains("3");
        assertThat(third.header("X-HubSpot-RateLimit-Interval-Milliseconds")).contains("10000");
        Api.Answer refused = api.post(COMPANIES, "{'properties':{'name':'A'}}");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().path("policyName").asText()).isEqualTo("TEN_SECONDLY_ROLLING");
        assertThat(refused.message()).isEqualTo("You have reached your ten_secondly_rolling limit.");
        assertThat(refused.header("Retry-After")).isEmpty();
        hubspot.admin().accept(AppToken.withAllScopes("other", 99, "Other"));
        assertThat(new Api(hubspot.uri(), "other").get(COMPANIES).status()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(6));
        assertThat(api.get(COMPANIES).status()).isEqualTo(200);
        assertThat(api.get(COMPANIES).status()).isEqualTo(429);
        assertThat(hubspot.truth().writes()).isEmpty();
    }

    @Test
    void searchesHaveALimitOfTheirOwnForAllAppsAndNoHeaders() {
        restart(HubSpotSimulator.builder().limits(new RateLimits(6, 5, 0)));
        hubspot.admin().accept(AppToken.withAllScopes("other", 99, "Other"));
        for (int i = 0; i < 4; i++) {
            assertThat(api.search("{}").status()).isEqualTo(200);
        }
        Api.Answer fifth = new Api(hubspot.uri(), "other").search("{}");
        assertThat(fifth.raw().headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("ratelimit"));
        Api.Answer refused = api.search("{}");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().path("policyName").asText()).isEqualTo("SECONDLY");
        assertThat(refused.message()).isEqualTo("You have reached your secondly limit.");
        assertThat(api.get(COMPANIES).header("X-HubSpot-RateLimit-Remaining")).contains("5");
        clock.advance(Duration.ofSeconds(1));
        assertThat(api.search("{}").status()).isEqualTo(200);
    }

    @Test
    void theDailyLimitIsSharedAndEndsAtTheAccountsMidnight() {
        restart(HubSpotSimulator.builder().limits(new RateLimits(100, 0, 2)).timeZone(ZoneId.of("America/New_York")));
        hubspot.admin().accept(AppToken.withAllScopes("other", 99, "Other"));
        assertThat(api.get(COMPANIES).header("X-HubSpot-RateLimit-Daily-Remaining"))
                .contains("1");
        new Api(hubspot.uri(), "other").get(COMPANIES);
        Api.Answer refused = api.get(COMPANIES);
        assertThat(refused.json().path("policyName").asText()).isEqualTo("DAILY");
        clock.advance(Duration.ofHours(18).plusMinutes(59));
        assertThat(api.get(COMPANIES).status()).isEqualTo(429);
        clock.advance(Duration.ofMinutes(1));
        assertThat(api.get(COMPANIES).status()).isEqualTo(200);
    }

    @Test
    void theDefaultLimitsAreThoseOfTheSmallestPlan() {
        restart(HubSpotSimulator.builder());
        Api.Answer answer = api.get(COMPANIES);
        assertThat(answer.header("X-HubSpot-RateLimit-Max")).contains("100");
        assertThat(answer.header("X-HubSpot-RateLimit-Daily")).contains("250000");
        for (int i = 0; i < 5; i++) {
            assertThat(api.search("{}").status()).isEqualTo(200);
        }
        assertThat(api.search("{}").status()).isEqualTo(429);
    }

    @Test
    void withoutLimitsThereAreNoHeaders() {
        assertThat(api.get(COMPANIES).header("X-HubSpot-RateLimit-Max")).isEmpty();
    }

    @Test
    void theAccountTellsItsIdAndZone() {
        restart(HubSpotSimulator.builder().portalId(42).timeZone(ZoneId.of("Europe/Berlin")));
        for (String version : new String[] {"2026-03", "2026-09", "v3"}) {
            Api.Answer details = api.get("/account-info/" + version + "/details");
            assertThat(details.json().path("portalId").asLong()).isEqualTo(42);
            assertThat(details.json().path("timeZone").asText()).isEqualTo("Europe/Berlin");
            assertThat(details.json().path("utcOffsetMilliseconds").asInt()).isEqualTo(3_600_000);
        }
        assertThat(api.get("/account-info/2026-03/other").status()).isEqualTo(404);
    }

    @Test
    void aTokenTellsItsAppAndScopesAndIsNotLogged() {
        hubspot.admin().accept(new AppToken("narrow", 99, "Other", Set.of("crm.objects.companies.read")));
        String path = "/oauth/v2/private-apps/get/access-token-info";
        Api.Answer narrow = api.post(path, "{'tokenKey':'narrow'}");
        assertThat(narrow.json().path("appId").asLong()).isEqualTo(99);
        assertThat(narrow.json().path("hubId").asLong()).isEqualTo(hubspot.portalId());
        assertThat(narrow.json().path("scopes").toString()).isEqualTo("[\"crm.objects.companies.read\"]");
        assertThat(api.post(path, "{'tokenKey':'" + hubspot.token() + "'}")
                        .json()
                        .path("scopes"))
                .hasSizeGreaterThan(8);
        assertThat(api.post(path, "{'tokenKey':'unknown'}").status()).isEqualTo(404);
        assertThat(api.get(path).status()).isEqualTo(404);
        assertThat(hubspot.log().entries())
                .noneMatch(entry -> entry.body().text().contains("tokenKey"));
    }

    @Test
    void ownersAreFoundByTheirTwoIdsAndInactiveOnesOnlyWhenAskedFor() {
        hubspot.admin().putOwner(new Owner(500, 600, "old@example.com", "Old", "Owner", true));
        String owners = "/crm/owners/2026-09";
        assertThat(api.get(owners).ids()).containsExactly("41629779", "41629780");
        assertThat(api.get(owners + "?limit=1").json().at("/paging/next/after").asText())
                .isEqualTo("41629780");
        assertThat(api.get(owners + "?archived=true").ids()).containsExactly("500");
        assertThat(api.get(owners + "?email=MARA.lindt@example.com").ids()).containsExactly("41629779");
        assertThat(api.get(owners + "/41629779").json().path("userId").asLong()).isEqualTo(9586504);
        assertThat(api.get(owners + "/9586504?idProperty=userId").id()).isEqualTo("41629779");
        assertThat(api.get(owners + "/500").status()).isEqualTo(404);
        assertThat(api.get("/crm/v3/owners/500?archived=true")
                        .json()
                        .get("userId")
                        .isNull())
                .isTrue();
        String body = "{'properties':{'name':'A','hubspot_owner_id':'500'}}";
        assertThat(api.post(COMPANIES, body).status()).isEqualTo(400);
    }
}
