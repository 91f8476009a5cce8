package io.github.tandemsync.examples.quickstart;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A firm, as it is in the world; each system knows some of this, in its own spelling.
 *
 * @param number from 0
 * @param domain without {@code www.}
 * @param sector what it does
 * @param parent number of the firm that owns it
 */
record Firm(
        int number,
        String name,
        Legal legal,
        String domain,
        String phone,
        BigDecimal revenue,
        int employees,
        Sector sector,
        String street,
        Place place,
        @Nullable Integer parent,
        Where where) {

    /** Which of the two systems knows the firm. */
    enum Where {
        BOTH,
        HUBSPOT,
        DYNAMICS;

        boolean inHubspot() {
            return this != DYNAMICS;
        }

        boolean inDynamics() {
            return this != HUBSPOT;
        }
    }

    /** A form of company: in short, and spelled out. */
    record Legal(String brief, String full) {}

    /** An industry: the word in names, HubSpot's option, Dynamics' option (0: the mapping has none). */
    record Sector(String word, String hubspot, int dynamics) {}

    /** A city, with the beginning of telephone numbers that nobody has: they are set aside for fiction. */
    record Place(String city, String zip, String country, String dial, Legal legal) {}

    String fullName() {
        return name + " " + legal.brief();
    }
}
