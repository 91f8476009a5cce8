package io.github.tandemsync.e2e.http.kill;

import io.github.tandemsync.simulators.dataverse.DataverseFault;
import io.github.tandemsync.simulators.dataverse.DataverseSimulator;
import io.github.tandemsync.simulators.dataverse.User;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.WriteRecord;
import io.github.tandemsync.simulators.hubspot.HubSpotSimulator;
import io.github.tandemsync.simulators.hubspot.TruthRecord;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/** People who create, edit and delete on both sides. No value is written twice, so that each can be followed. */
final class People {
    private static final int MOST_RECORDS = 120;
    private static final List<String> COMPANY_FIELDS = List.of("name", "city", "description");
    private static final List<String> ACCOUNT_FIELDS = List.of("name", "address1_city", "description");

    private final HubSpotSimulator hubspot;
    private final DataverseSimulator dynamics;
    private final User ada;
    private final Random random;
    private int values;

    People(HubSpotSimulator hubspot, DataverseSimulator dynamics, long seed) {
        this.hubspot = hubspot;
        this.dynamics = dynamics;
        this.ada = dynamics.user("Ada");
        this.random = new Random(seed);
    }

    /** Does one thing, or nothing where it came too late. */
    synchronized void act() {
        boolean company = random.nextBoolean();
        int choice = random.nextInt(100);
        unlessGone(() -> {
            if (choice < 15) {
                create(company);
            } else if (choice < 20) {
                delete(company);
            } else {
                edit(company);
            }
        });
    }

    /** Somebody comes across what the sync wrote last on each side: edits it, or deletes it. */
    synchronized void actOnWhatWasWritten() {
        int field = random.nextInt(COMPANY_FIELDS.size());
        boolean delete = random.nextInt(3) == 0;
        unlessGone(() -> {
            String id = last(hubspot.truth().apiWrites()).id();
            if (delete) {
                deleteCompany(id);
            } else {
                editCompany(id, field);
            }
        });
        unlessGone(() -> {
            UUID id = last(dynamics.truth().log().stream()
                            .filter(WriteRecord::application)
                            .toList())
                    .id();
            if (delete) {
                deleteAccount(id);
            } else {
                editAccount(id, field);
            }
        });
    }

    /** The record may have been removed between the choice and the deed, by the sync or by somebody else. */
    private static void unlessGone(Runnable deed) {
        try {
            deed.run();
        } catch (IllegalArgumentException | DataverseFault gone) {
            // Then nothing happens.
        }
    }

    private void create(boolean company) {
        List<TruthRecord> companies = hubspot.truth().live("companies");
        if (companies.size() > MOST_RECORDS) {
            return;
        }
        if (company) {
            hubspot.users()
                    .create("companies", new TreeMap<>(Map.of("zip", next("o"), "name", next("n"), "city", next("c"))));
        } else {
            ada.create(
                    "account", Map.of("address1_postalcode", next("o"), "name", next("n"), "address1_city", next("c")));
        }
    }

    private void edit(boolean company) {
        int field = random.nextInt(COMPANY_FIELDS.size());
        if (company) {
            editCompany(company(), field);
        } else {
            editAccount(account(), field);
        }
    }

    private void editCompany(String id, int field) {
        hubspot.users().edit("companies", id, Map.of(COMPANY_FIELDS.get(field), next("v")));
    }

    private void editAccount(UUID id, int field) {
        ada.edit("account", id, Map.of(ACCOUNT_FIELDS.get(field), next("v")));
    }

    private void delete(boolean company) {
        if (company) {
            deleteCompany(company());
        } else {
            deleteAccount(account());
        }
    }

    private void deleteCompany(String id) {
        hubspot.users().archive("companies", id);
    }

    private void deleteAccount(UUID id) {
        ada.delete("account", id);
    }

    private String company() {
        return any(hubspot.truth().live("companies")).id();
    }

    private UUID account() {
        List<Row> rows = dynamics.truth().live("account");
        return any(rows).id();
    }

    private <T> T any(List<T> all) {
        return some(all).get(random.nextInt(all.size()));
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
