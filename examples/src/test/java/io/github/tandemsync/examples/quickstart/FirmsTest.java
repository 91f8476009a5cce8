package io.github.tandemsync.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FirmsTest {
    @Test
    void aSeedInventsTheSameFirmsEachTime() {
        assertThat(Firms.invent(5)).isEqualTo(Firms.invent(5)).isNotEqualTo(Firms.invent(6));
        Firm firm = Firms.invent(5).get(9);
        assertThat(new Spelling(firm, 5).dynamics()).isEqualTo(new Spelling(firm, 5).dynamics());
    }

    @Test
    void noTwoFirmsShareADomain() {
        List<Firm> firms = Firms.invent(2026);
        assertThat(firms).hasSizeGreaterThan(200).extracting(Firm::domain).doesNotHaveDuplicates();
        assertThat(firms).extracting(Firm::domain).allMatch(domain -> domain.endsWith(".example"));
    }

    @Test
    void anOwnerIsKnownWhereTheFirmIsKnown() {
        for (long seed = 0; seed < 20; seed++) {
            List<Firm> firms = Firms.invent(seed);
            assertThat(firms)
                    .filteredOn(firm -> firm.parent() != null)
                    .isNotEmpty()
                    .allSatisfy(firm -> {
                        Firm owner = firms.get(firm.parent() == null ? -1 : firm.parent());
                        assertThat(owner.number()).isLessThan(firm.number());
                        assertThat(owner.where().inHubspot() || !firm.where().inHubspot())
                                .isTrue();
                        assertThat(owner.where().inDynamics() || !firm.where().inDynamics())
                                .isTrue();
                    });
        }
    }
}
