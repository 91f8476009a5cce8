package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.simulators.hubspot.HubSpotSimulator;
import io.github.tandemsync.simulators.server.Request;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The looks at companies, from the requests that arrive. A write of parents does not look, though it reads what to take away. */
final class LookLog implements Looks {
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"(\\d+)\"");

    /** A look at the history shows no parents. */
    private static final String HISTORY = "propertiesWithHistory";

    private final Map<String, NavigableSet<Instant>> looks = new ConcurrentHashMap<>();

    private final InstantSource clock;

    /** @param clock the one that the portal goes by */
    LookLog(HubSpotSimulator hubspot, InstantSource clock) {
        this.clock = clock;
        hubspot.hooks().onArrival(this::arrived);
    }

    private void arrived(Request request) {
        String body = isOfCompanies(request) ? request.body().text() : "";
        if (!body.contains(HISTORY)) {
            Matcher ids = ID.matcher(body);
            while (ids.find()) {
                looks.computeIfAbsent(ids.group(1), id -> new ConcurrentSkipListSet<>())
                        .add(clock.instant());
            }
        }
    }

    private static boolean isOfCompanies(Request request) {
        return request.path().contains("/objects/") && request.path().endsWith("/companies/batch/read");
    }

    @Override
    public boolean at(String company, Instant from, Instant to) {
        Instant next = looks.getOrDefault(company, new TreeSet<>()).ceiling(from);
        return next != null && next.isBefore(to);
    }
}
