package io.github.tandemsync.examples.quickstart;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** How each system's people wrote a firm down: mostly the same, and not quite. Equal seeds spell alike. */
final class Spelling {
    private final Firm firm;
    private final Random random;

    Spelling(Firm firm, long seed) {
        this.firm = firm;
        this.random = new Random(seed * 31 + firm.number());
    }

    /** As HubSpot has it: tidy, with gaps. */
    Map<String, String> hubspot() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", firm.fullName());
        values.put("domain", firm.domain());
        values.put("phone", sometimes(20) ? null : firm.phone());
        values.put("annualrevenue", sometimes(25) ? null : firm.revenue().toPlainString());
        values.put("numberofemployees", sometimes(15) ? null : Integer.toString(firm.employees()));
        values.put("industry", sometimes(10) ? null : firm.sector().hubspot());
        address(values, "address", "city", "zip", "country");
        values.values().removeIf(value -> value == null);
        return values;
    }

    /** As Dynamics has it: other habits, other gaps, and now and then newer or older news. */
    Map<String, Object> dynamics() {
        Map<String, Object> values = new LinkedHashMap<>();
        String website = website();
        values.put("name", website == null ? firm.fullName().replace(" ", "  ") + "." : name());
        values.put("websiteurl", website);
        values.put("telephone1", sometimes(15) ? null : phone());
        values.put("revenue", sometimes(20) ? null : revenue());
        values.put("numberofemployees", sometimes(15) ? null : employees());
        values.put("industrycode", sometimes(15) ? null : industry());
        address(values, "address1_line1", "address1_city", "address1_postalcode", "address1_country");
        values.values().removeIf(value -> value == null);
        return values;
    }

    private String name() {
        return switch (random.nextInt(10)) {
            case 0 -> firm.name();
            case 1 -> firm.name() + " " + firm.legal().full();
            case 2 -> firm.name() + ", " + firm.legal().brief() + ".";
            default -> firm.fullName();
        };
    }

    private @Nullable String website() {
        return switch (random.nextInt(12)) {
            case 0 -> null;
            case 1, 2 -> "http://" + firm.domain() + "/";
            case 3, 4 -> "https://" + firm.domain() + "/about-us";
            default -> "https://www." + firm.domain();
        };
    }

    /** Dashes and brackets mean nothing; a number without country code is another text. */
    private String phone() {
        String phone = firm.phone();
        return switch (random.nextInt(8)) {
            case 0 -> "0" + phone.substring(phone.indexOf(' ') + 1);
            case 1, 2, 3 -> phone.replace(' ', '-');
            default -> phone;
        };
    }

    private BigDecimal revenue() {
        return sometimes(10) ? firm.revenue().add(BigDecimal.valueOf(250_000)) : firm.revenue();
    }

    private Integer employees() {
        return sometimes(10) ? firm.employees() + 1 + random.nextInt(40) : firm.employees();
    }

    private @Nullable Integer industry() {
        return firm.sector().dynamics() == 0 ? null : firm.sector().dynamics();
    }

    private void address(Map<String, ? super String> values, String street, String city, String zip, String country) {
        values.put(street, firm.street());
        values.put(city, firm.place().city());
        values.put(zip, firm.place().zip());
        values.put(country, firm.place().country());
    }

    private boolean sometimes(int percent) {
        return random.nextInt(100) < percent;
    }
}
