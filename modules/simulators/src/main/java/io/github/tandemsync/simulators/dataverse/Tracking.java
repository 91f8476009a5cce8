package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.internal.odata.Percent;
import io.github.tandemsync.simulators.dataverse.model.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Delta tokens: what they say and when they are no longer good. Guarded by the organisation's lock. */
final class Tracking {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ss", Locale.ROOT);

    /** Everything after this version. */
    record Token(long version, Instant at) {}

    private final Organisation organisation;
    private final Behaviour behaviour;
    private final Map<String, Long> floors = new HashMap<>();

    Tracking(Organisation organisation, Behaviour behaviour) {
        this.organisation = organisation;
        this.behaviour = behaviour;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    /** Makes all tokens given so far expire, for one table. */
    void expire(String table) {
        floors.put(table, organisation.state().nextVersion());
    }

    /** The raw query value of a token that says "everything after this version". */
    String raw(long version) {
        String date = DATE.format(LocalDateTime.ofInstant(organisation.now(), ZoneOffset.UTC));
        return Percent.encode(version + "!" + date);
    }

    /** Reads a token; only what {@link #raw} wrote is one. */
    Token parse(String decoded) {
        int mark = decoded.indexOf('!');
        try {
            long version = Long.parseLong(decoded.substring(0, Math.max(mark, 0)));
            Instant at = LocalDateTime.parse(decoded.substring(mark + 1), DATE).toInstant(ZoneOffset.UTC);
            return new Token(version, at);
        } catch (NumberFormatException | DateTimeParseException e) {
            throw Faults.malformed("The delta token is not valid.");
        }
    }

    boolean expired(Table table, Token token) {
        long floor = floors.getOrDefault(table.name(), 0L);
        Duration life = Duration.ofDays(days());
        return token.version() < floor || token.at().plus(life).isBefore(organisation.now());
    }

    private int days() {
        Object days = organisation
                .state()
                .table("organization")
                .rows
                .firstEntry()
                .getValue()
                .value("expirechangetrackingindays");
        return days instanceof Integer n ? n : 7;
    }
}
