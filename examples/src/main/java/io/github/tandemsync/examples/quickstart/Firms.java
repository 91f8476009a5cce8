package io.github.tandemsync.examples.quickstart;

import io.github.tandemsync.examples.quickstart.Firm.Legal;
import io.github.tandemsync.examples.quickstart.Firm.Place;
import io.github.tandemsync.examples.quickstart.Firm.Sector;
import io.github.tandemsync.examples.quickstart.Firm.Where;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Invents firms, the same ones for the same seed. Domains end in {@code .example}, telephone numbers belong to nobody. */
final class Firms {
    private static final int BOTH = 130;
    private static final int HUBSPOT_ONLY = 64;
    private static final int DYNAMICS_ONLY = 52;

    private static final Legal GMBH = new Legal("GmbH", "Gesellschaft mbH");
    private static final Legal LTD = new Legal("Ltd", "Limited");
    private static final Legal INC = new Legal("Inc", "Incorporated");
    private static final Legal AB = new Legal("AB", "Aktiebolag");

    private static final List<Place> PLACES = List.of(
            new Place("Berlin", "10115", "Germany", "+49 30 23125 ", GMBH),
            new Place("M\u00fcnchen", "80331", "Germany", "+49 89 99998 ", GMBH),
            new Place("London", "EC1A 1BB", "United Kingdom", "+44 20 7946 0", LTD),
            new Place("Leeds", "LS1 4AP", "United Kingdom", "+44 113 496 0", LTD),
            new Place("Seattle", "98101", "United States", "+1 206 555 0", INC),
            new Place("Denver", "80202", "United States", "+1 303 555 0", INC),
            new Place("Stockholm", "111 20", "Sweden", "+46 8 465 00", AB),
            new Place("G\u00f6teborg", "411 03", "Sweden", "+46 31 3900 ", AB));

    private static final List<Sector> SECTORS = List.of(
            new Sector("Accounting", "ACCOUNTING", 1),
            new Sector("Farms", "FARMING", 2),
            new Sector("Media", "BROADCAST_MEDIA", 3),
            new Sector("Consulting", "MANAGEMENT_CONSULTING", 7),
            new Sector("Design", "DESIGN", 9),
            new Sector("Capital", "FINANCIAL_SERVICES", 16),
            new Sector("Foods", "FOOD_PRODUCTION", 17),
            new Sector("Insurance", "INSURANCE", 20),
            new Sector("Legal", "LEGAL_SERVICES", 21),
            new Sector("Logistics", "LOGISTICS_AND_SUPPLY_CHAIN", 30),
            new Sector("Energy", "UTILITIES", 31),
            new Sector("Trading", "WHOLESALE", 33),
            new Sector("Animation", "ANIMATION", 0));

    private static final List<String> STEMS = List.of(
            "Aldermoor",
            "Brackwater",
            "Corvendale",
            "Dunmarrow",
            "Eskelund",
            "Fjellvik",
            "Gr\u00fcnwalden",
            "Hollowbeck",
            "Isenbr\u00fcck",
            "Jorvalla",
            "Kestrelton",
            "Lindah\u00f6he",
            "Marchbrook",
            "Norrvale",
            "Ormskard",
            "Pellworth",
            "Quillhaven",
            "Ravnsted",
            "S\u00f6lvberg",
            "Thornquay",
            "Ulverby",
            "Vantreux",
            "Weidenthal",
            "Yarrowgate",
            "Zellerfurt");

    private static final List<String> STREETS = List.of(
            "Harbour Street", "Mill Lane", "Station Road", "Lindenallee", "Storgatan", "Market Square", "Kaiserweg");

    private final Random random;
    private final List<Firm> firms = new ArrayList<>();

    private Firms(long seed) {
        random = new Random(seed);
    }

    static List<Firm> invent(long seed) {
        Firms firms = new Firms(seed);
        firms.invent();
        return List.copyOf(firms.firms);
    }

    private void invent() {
        List<String> stems = new ArrayList<>();
        STEMS.forEach(stem -> SECTORS.forEach(sector -> stems.add(stem + "/" + SECTORS.indexOf(sector))));
        Collections.shuffle(stems, random);
        // Animation has no counterpart in the mapping: two such firms show what becomes of that, more would only repeat
        // it.
        stems.sort((one, other) -> Boolean.compare(one.endsWith("/12"), other.endsWith("/12")));
        int all = BOTH + HUBSPOT_ONLY + DYNAMICS_ONLY;
        for (int i = 0; i < all; i++) {
            int unmapped = stems.size() - 1 - i;
            String chosen = i < 2 ? stems.get(unmapped) : stems.get(i);
            String[] parts = chosen.split("/", -1);
            add(parts[0], SECTORS.get(Integer.parseInt(parts[1])), i < 2 ? Where.HUBSPOT : where(i));
        }
    }

    private static Where where(int number) {
        return number < BOTH ? Where.BOTH : number < BOTH + HUBSPOT_ONLY ? Where.HUBSPOT : Where.DYNAMICS;
    }

    private void add(String stem, Sector sector, Where where) {
        int number = firms.size();
        Place place = pick(PLACES);
        String name = stem + " " + sector.word();
        firms.add(new Firm(
                number,
                name,
                place.legal(),
                ascii(stem) + "-" + ascii(sector.word()) + ".example",
                place.dial() + (100 + random.nextInt(100)),
                BigDecimal.valueOf((1L + random.nextInt(900)) * 50_000L),
                5 + random.nextInt(2400),
                sector,
                1 + random.nextInt(180) + " " + pick(STREETS),
                place,
                parent(where),
                where));
    }

    /** Every seventh firm belongs to an earlier one that a system of its own knows too, and that belongs to nobody. */
    private @Nullable Integer parent(Where where) {
        if (firms.size() < 8 || firms.size() % 7 != 0) {
            return null;
        }
        List<Firm> owners = firms.stream()
                .filter(firm -> firm.parent() == null && (firm.where() == Where.BOTH || firm.where() == where))
                .toList();
        return pick(owners).number();
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String ascii(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("[^\\p{ASCII}]", "")
                .toLowerCase(Locale.ROOT);
    }
}
