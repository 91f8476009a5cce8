package io.github.tandemsync.examples.quickstart;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.examples.quickstart.Firm.Where;
import io.github.tandemsync.simulators.dataverse.User;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.hubspot.HubSpotUsers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** People at work between two runs: Mia in HubSpot, Jonas in Dynamics. */
final class Office {
    private final Systems systems;
    private final Seed seed;
    private final List<Firm> firms;
    private final List<Edit> edits = new ArrayList<>();

    /** What somebody did, to which firm, and what should become of it. */
    record Edit(String who, String firm, String what) {}

    Office(Systems systems, Seed seed) {
        this.systems = systems;
        this.seed = seed;
        Set<Integer> owners =
                seed.firms().stream().map(Firm::parent).filter(Objects::nonNull).collect(Collectors.toSet());
        this.firms = seed.firms().stream()
                .filter(firm -> firm.where() == Where.BOTH && firm.parent() == null && !owners.contains(firm.number()))
                .filter(firm -> !firm.equals(seed.enteredTwice()))
                .toList();
    }

    /** The record about which both people disagree. */
    RecordRef disputed() {
        return Systems.COMPANIES.ref(seed.company(firms.get(1)));
    }

    List<Edit> work() {
        HubSpotUsers mia = systems.hubspot().users();
        User jonas = systems.dynamics().user("Jonas");
        sameRecordOtherField(mia, jonas, firms.get(0));
        sameField(mia, jonas, firms.get(1));
        jonas.delete("account", seed.account(firms.get(2)));
        note("Jonas", firms.get(2), "deletes the account; the mapping does not pass deletes on");
        sameNumberOtherSpelling(mia, firms.get(3));
        mia.edit("companies", seed.company(firms.get(4)), Map.of("industry", "DESIGN"));
        note("Mia", firms.get(4), "industry is Design now");
        jonas.reparent(
                "account",
                seed.account(firms.get(5)),
                "parentaccountid",
                new Reference("account", seed.account(firms.get(0))));
        note("Jonas", firms.get(5), "belongs to " + firms.get(0).name() + " now");
        newCompany(mia, firms.get(0));
        return List.copyOf(edits);
    }

    private void sameRecordOtherField(HubSpotUsers mia, User jonas, Firm firm) {
        mia.edit("companies", seed.company(firm), Map.of("phone", firm.place().dial() + "188"));
        jonas.edit("account", seed.account(firm), Map.of("revenue", new BigDecimal("7300000.50")));
        note("Mia", firm, "new phone");
        note("Jonas", firm, "new revenue, at the same time");
    }

    private void sameField(HubSpotUsers mia, User jonas, Firm firm) {
        mia.edit("companies", seed.company(firm), Map.of("phone", firm.place().dial() + "171"));
        jonas.edit(
                "account", seed.account(firm), Map.of("telephone1", firm.place().dial() + "177"));
        note("Mia", firm, "phone ends in 171 now");
        note("Jonas", firm, "phone ends in 177 now: a true conflict");
    }

    private void sameNumberOtherSpelling(HubSpotUsers mia, Firm firm) {
        RecordSpelling company = new RecordSpelling(systems, seed.company(firm));
        mia.edit(
                "companies",
                company.id(),
                Map.of("phone", company.phone().replace(' ', '.').replace('-', '.')));
        note("Mia", firm, "dots in the phone number, which changes nothing");
    }

    private void newCompany(HubSpotUsers mia, Firm parent) {
        String id = mia.create(
                "companies",
                Map.of("name", "Tidewater Robotics Ltd", "domain", "tidewater-robotics.example", "city", "Leeds"));
        mia.setParent(id, seed.company(parent));
        edits.add(new Edit("Mia", "Tidewater Robotics Ltd", "a new company, owned by " + parent.name()));
    }

    private void note(String who, Firm firm, String what) {
        edits.add(new Edit(who, firm.fullName(), what));
    }

    /** A company's phone number as it is spelled now. */
    private record RecordSpelling(Systems systems, String id) {
        String phone() {
            return systems.hubspot().truth().find("companies", id).orElseThrow().value("phone");
        }
    }
}
