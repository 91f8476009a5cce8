package io.github.tandemsync.examples.quickstart;

import io.github.tandemsync.examples.quickstart.Firm.Where;
import io.github.tandemsync.simulators.dataverse.User;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.hubspot.HubSpotUsers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What both systems hold before they meet, typed in by their own people. It remembers which firm each record stands for, so that
 * the matches can be checked against the truth.
 */
final class Seed {
    private static final int INACTIVE = 3;

    private final List<Firm> firms;
    private final Map<Integer, String> companies = new TreeMap<>();
    private final Map<Integer, UUID> accounts = new TreeMap<>();
    private final Firm twice;

    private Seed(List<Firm> firms, long seed) {
        this.firms = firms;
        this.twice = firms.stream()
                .filter(firm -> firm.where() == Where.BOTH
                        && firm.number() > 30
                        && !parents(firms).contains(firm.number()))
                .filter(firm -> firm.parent() == null
                        && new Spelling(firm, seed).dynamics().containsKey("websiteurl"))
                .findFirst()
                .orElseThrow();
    }

    static Seed plant(Systems systems, long seed) {
        Seed planted = new Seed(Firms.invent(seed), seed);
        planted.companies(systems.hubspot().users(), seed);
        planted.accounts(systems.dynamics().user("Jonas"), seed);
        return planted;
    }

    List<Firm> firms() {
        return firms;
    }

    /** The firm that HubSpot's people entered two times: nobody but a person can say which one is meant. */
    Firm enteredTwice() {
        return twice;
    }

    String company(Firm firm) {
        return Objects.requireNonNull(companies.get(firm.number()));
    }

    UUID account(Firm firm) {
        return Objects.requireNonNull(accounts.get(firm.number()));
    }

    private void companies(HubSpotUsers users, long seed) {
        for (Firm firm : firms) {
            if (firm.where().inHubspot()) {
                companies.put(firm.number(), users.create("companies", new Spelling(firm, seed).hubspot()));
                // Where both know a firm, one of the two knows whose it is: the other one will learn it.
                Integer parent = firm.parent();
                if (parent != null && (firm.where() == Where.HUBSPOT || firm.number() % 2 == 0)) {
                    users.setParent(company(firm), Objects.requireNonNull(companies.get(parent)));
                }
            }
        }
        users.create(
                "companies",
                Map.of(
                        "name",
                        twice.fullName(),
                        "domain",
                        twice.domain(),
                        "city",
                        twice.place().city()));
    }

    private void accounts(User user, long seed) {
        for (Firm firm : firms) {
            if (firm.where().inDynamics()) {
                accounts.put(firm.number(), user.create("account", new Spelling(firm, seed).dynamics()));
                Integer parent = firm.parent();
                if (parent != null && (firm.where() == Where.DYNAMICS || firm.number() % 2 == 1)) {
                    UUID owner = Objects.requireNonNull(accounts.get(parent));
                    user.reparent("account", account(firm), "parentaccountid", new Reference("account", owner));
                }
            }
        }
        inactive().forEach(firm -> user.deactivate("account", account(firm)));
    }

    private List<Firm> inactive() {
        Set<Integer> parents = parents(firms);
        List<Firm> only = new ArrayList<>(firms);
        only.removeIf(firm -> firm.where() != Where.DYNAMICS || parents.contains(firm.number()));
        return only.subList(only.size() - INACTIVE, only.size());
    }

    private static Set<Integer> parents(List<Firm> firms) {
        return firms.stream().map(Firm::parent).filter(Objects::nonNull).collect(Collectors.toCollection(TreeSet::new));
    }
}
