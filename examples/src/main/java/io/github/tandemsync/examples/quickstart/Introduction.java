package io.github.tandemsync.examples.quickstart;

import io.github.tandemsync.examples.quickstart.Firm.Where;
import io.github.tandemsync.examples.quickstart.Table.Cell;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.hubspot.TruthRecord;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What is there before Tandem comes: two servers, and one firm as each of them knows it. */
final class Introduction {
    private static final Map<String, String> FIELDS = new TreeMap<>(Map.of(
            "name", "name",
            "domain", "websiteurl",
            "phone", "telephone1",
            "annualrevenue", "revenue",
            "numberofemployees", "numberofemployees",
            "city", "address1_city"));

    private final Screen screen;
    private final Style style;
    private final Systems systems;
    private final Seed seed;

    Introduction(Screen screen, Systems systems, Seed seed) {
        this.screen = screen;
        this.style = screen.style();
        this.systems = systems;
        this.seed = seed;
    }

    void show() {
        screen.blank();
        screen.line(style.bold("Tandem")
                + "  HubSpot and Dynamics 365 in step; here against simulated servers on this machine");
        screen.chapter("Two systems, partly the same firms");
        screen.table(new Table()
                .row(
                        Cell.of("HubSpot"),
                        new Cell(systems.hubspot().uri().toString(), style::dim),
                        Cell.of(systems.hubspot().truth().live("companies").size() + " companies"))
                .row(
                        Cell.of("Dynamics"),
                        new Cell(systems.dynamics().uri().toString(), style::dim),
                        Cell.of(systems.dynamics().truth().live("account").size() + " accounts")));
        screen.blank();
        screen.aside("one firm, as each side wrote it down:");
        screen.blank();
        screen.table(sideBySide());
    }

    private Table sideBySide() {
        Firm firm = seed.firms().stream()
                .filter(known -> known.where() == Where.BOTH)
                .max(Comparator.comparingLong(this::differences))
                .orElseThrow();
        Table table = new Table()
                .row(new Cell("", style::dim), new Cell("HubSpot", style::bold), new Cell("Dynamics", style::bold));
        FIELDS.forEach((left, right) -> {
            String one = left(firm, left);
            String other = right(firm, right);
            table.row(
                    new Cell(left, style::dim),
                    Cell.of(one.isEmpty() ? "-" : one),
                    new Cell(other.isEmpty() ? "-" : other, one.equals(other) ? style::dim : style::yellow));
        });
        return table;
    }

    private long differences(Firm firm) {
        return FIELDS.entrySet().stream()
                .filter(field -> !left(firm, field.getKey()).equals(right(firm, field.getValue())))
                .count();
    }

    private String left(Firm firm, String field) {
        TruthRecord company =
                systems.hubspot().truth().find("companies", seed.company(firm)).orElseThrow();
        return company.value(field);
    }

    private String right(Firm firm, String field) {
        Row account =
                systems.dynamics().truth().row("account", seed.account(firm)).orElseThrow();
        return Objects.toString(account.value(field), "");
    }
}
