package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.simulators.dataverse.DataverseFault;
import io.github.tandemsync.simulators.dataverse.DataverseSimulator;
import io.github.tandemsync.simulators.dataverse.model.WriteRecord;
import io.github.tandemsync.simulators.hubspot.HubSpotSimulator;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * People who work on both sides, as on either {@link Desk}. No text and no number is written twice, so that each can be followed; a
 * parent is always older than its child, so that there are no circles.
 */
final class People {
    private static final int MOST_RECORDS = 120;

    private final Desk companies;
    private final Desk accounts;
    private final HubSpotSimulator hubspot;
    private final DataverseSimulator dynamics;
    private final Random random;
    private final Set<Act> able;
    private final Map<Act, Integer> done = new EnumMap<>(Act.class);
    private int values;

    /** What somebody does, and how often of a hundred times. */
    enum Act {
        CREATE(13),
        DELETE(6),
        RESTORE(5),
        CLEAR(10),
        REPARENT(14),
        EDIT_MONEY(14),
        MERGE(4),
        EDIT(34);

        private final int share;

        Act(int share) {
            this.share = share;
        }

        static Act of(int percent) {
            int left = percent;
            for (Act act : values()) {
                left -= act.share;
                if (left < 0) {
                    return act;
                }
            }
            throw new IllegalArgumentException("The shares are not a hundred: " + Arrays.toString(values()));
        }
    }

    /** @param able what they do; instead of anything else they edit */
    People(HubSpotSimulator hubspot, DataverseSimulator dynamics, long seed, Set<Act> able) {
        this.able = Set.copyOf(able);
        this.hubspot = hubspot;
        this.dynamics = dynamics;
        this.companies = new CompanyDesk(hubspot);
        this.accounts = new AccountDesk(dynamics);
        this.random = new Random(seed);
    }

    private Act usual(Act act) {
        return able.contains(act) ? act : Act.EDIT;
    }

    /** How often each act was done. */
    synchronized String done() {
        return done.toString();
    }

    /** Does one thing, or nothing where it came too late. */
    synchronized void act() {
        Desk desk = random.nextBoolean() ? companies : accounts;
        Act act = usual(Act.of(random.nextInt(100)));
        unlessGone(() -> {
            switch (act) {
                case CREATE -> create(desk);
                case DELETE -> desk.delete(any(desk.live()));
                case RESTORE -> desk.restore(any(desk.deleted()));
                case MERGE -> merge(desk, any(desk.live()), any(desk.live()));
                case CLEAR, REPARENT, EDIT_MONEY, EDIT -> change(desk, any(desk.live()), act);
            }
            done.merge(act, 1, Integer::sum);
        });
    }

    /** Somebody comes across what the sync wrote last on each side, and edits it, deletes it, or brings it back. */
    synchronized void actOnWhatWasWritten() {
        Act[] acts = {Act.EDIT, Act.EDIT_MONEY, Act.CLEAR, Act.REPARENT, Act.DELETE, Act.DELETE};
        Act act = usual(acts[random.nextInt(acts.length)]);
        unlessGone(() -> act(companies, last(hubspot.truth().apiWrites()).id(), act));
        unlessGone(() -> act(
                accounts,
                last(dynamics.truth().log().stream()
                                .filter(WriteRecord::application)
                                .toList())
                        .id()
                        .toString(),
                act));
    }

    /** Somebody edits this record of either side, in a field of text. */
    synchronized void edit(String id) {
        Desk desk = companies.live().contains(id) ? companies : accounts;
        unlessGone(() -> {
            change(desk, id, Act.EDIT);
            done.merge(Act.EDIT, 1, Integer::sum);
        });
    }

    private void act(Desk desk, String id, Act act) {
        if (desk.deleted().contains(id)) {
            if (able.contains(Act.RESTORE)) {
                desk.restore(id);
            }
        } else if (act == Act.DELETE) {
            desk.delete(id);
        } else {
            change(desk, id, act);
        }
    }

    /** The record may have been removed between the choice and the deed, by the sync or by somebody else. */
    private static void unlessGone(Runnable deed) {
        try {
            deed.run();
        } catch (IllegalArgumentException | DataverseFault gone) {
            // Then nothing happens.
        }
    }

    private void create(Desk desk) {
        if (companies.live().size() < MOST_RECORDS) {
            desk.create(next("o"), next("n"), next("c"));
        }
    }

    private static void merge(Desk desk, String primary, String other) {
        if (!primary.equals(other)) {
            desk.merge(primary, other);
        }
    }

    private void change(Desk desk, String id, Act act) {
        switch (act) {
            case CLEAR -> desk.clear(id, random.nextInt(Desk.CLEARED));
            case EDIT_MONEY -> desk.earn(id, money());
            case REPARENT -> desk.reparent(id, random.nextInt(5) == 0 ? null : olderThan(desk, id));
            default -> desk.edit(id, random.nextInt(Desk.TEXTS), next("v"));
        }
    }

    /** Not always to the cent, and now and then less than Dynamics takes. */
    private String money() {
        return (random.nextInt(12) == 0 ? "-" : "") + next("") + ".12" + (random.nextBoolean() ? "" : "5");
    }

    private String olderThan(Desk desk, String child) {
        int age = number(desk.origin(child));
        return any(
                desk.live().stream().filter(id -> number(desk.origin(id)) < age).toList());
    }

    private static int number(String origin) {
        return Integer.parseInt(origin.substring(1));
    }

    private String any(List<String> ids) {
        return some(ids).get(random.nextInt(ids.size()));
    }

    private static <T> T last(List<T> all) {
        return some(all).get(all.size() - 1);
    }

    private static <T> List<T> some(List<T> all) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException("There is nothing yet");
        }
        return all;
    }

    private String next(String prefix) {
        return prefix + ++values;
    }
}
