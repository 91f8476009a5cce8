package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.FieldSchema.Kind;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Converters with and without faults. */
final class TestConverters {
    /** Loses letter case on the way back. */
    static final Converter LOSES_CASE =
            texts("loses-case", text -> text.toUpperCase(Locale.ROOT), text -> text.toLowerCase(Locale.ROOT));

    /** Cuts: what comes back is shorter. */
    static final Converter CUTS =
            texts("cuts", text -> text.length() > 3 ? text.substring(0, 3) : text, UnaryOperator.identity());

    /** Never settles: every trip adds a sign. */
    static final Converter GROWS = texts("grows", text -> text + "!", text -> text + "!");

    /** Lossless: the text backwards, by code points after composition. */
    static final Converter PREFIXES = texts("prefixes", text -> "CRM " + Canonical.text(text), text -> {
        if (!text.startsWith("CRM ")) {
            throw new IllegalStateException("secret " + text);
        }
        return text.substring("CRM ".length());
    });

    /** Fails on everything. */
    static final Converter THROWS = texts(
            "throws",
            text -> {
                throw new IllegalStateException("secret " + text);
            },
            UnaryOperator.identity());

    /** A point in time to its day and back to midnight: the mistake that shifts days and drops times. */
    static final Converter DAY_OF_TIME = new Converter() {
        @Override
        public String name() {
            return "day-of-time";
        }

        @Override
        public boolean accepts(Kind hubspot, Kind dynamics) {
            return hubspot == Kind.DAY && dynamics == Kind.TIMESTAMP;
        }

        @Override
        public Converted toDynamics(FieldValue hubspot) {
            LocalDate day = ((FieldValue.Day) hubspot).value();
            return Converted.value(new FieldValue.Timestamp(day.atStartOfDay().toInstant(ZoneOffset.UTC)));
        }

        @Override
        public Converted toHubspot(FieldValue dynamics) {
            FieldValue.Timestamp time = (FieldValue.Timestamp) dynamics;
            return Converted.value(new FieldValue.Day(LocalDate.ofInstant(time.value(), ZoneOffset.UTC)));
        }
    };

    /** Gives a number where a text belongs. */
    static final Converter WRONG_KIND = new Converter() {
        @Override
        public String name() {
            return "wrong-kind";
        }

        @Override
        public boolean accepts(Kind hubspot, Kind dynamics) {
            return true;
        }

        @Override
        public Converted toDynamics(FieldValue hubspot) {
            return Converted.value(FieldValue.number(java.math.BigDecimal.ONE));
        }

        @Override
        public Converted toHubspot(FieldValue dynamics) {
            return Converted.value(dynamics);
        }
    };

    /** Loses something only for a value that no schema suggests. */
    static final Converter RARE = new Converter() {
        @Override
        public String name() {
            return "rare";
        }

        @Override
        public boolean accepts(Kind hubspot, Kind dynamics) {
            return true;
        }

        @Override
        public Converted toDynamics(FieldValue hubspot) {
            return Converted.value(hubspot.display().equals("zebra") ? FieldValue.text("horse") : hubspot);
        }

        @Override
        public Converted toHubspot(FieldValue dynamics) {
            return Converted.value(dynamics);
        }
    };

    /** As {@link #RARE}, but its author names the value. */
    static final Converter RARE_WITH_SAMPLE = new Converter() {
        @Override
        public String name() {
            return "rare-with-sample";
        }

        @Override
        public boolean accepts(Kind hubspot, Kind dynamics) {
            return true;
        }

        @Override
        public Converted toDynamics(FieldValue hubspot) {
            return RARE.toDynamics(hubspot);
        }

        @Override
        public Converted toHubspot(FieldValue dynamics) {
            return RARE.toHubspot(dynamics);
        }

        @Override
        public List<FieldValue> samples(Side side) {
            return List.of(FieldValue.text("zebra"));
        }
    };

    private TestConverters() {}

    static MappingLoader all() {
        return Mappings.with(
                LOSES_CASE, CUTS, GROWS, PREFIXES, THROWS, DAY_OF_TIME, WRONG_KIND, RARE, RARE_WITH_SAMPLE);
    }

    static Converter texts(String name, UnaryOperator<String> there, UnaryOperator<String> back) {
        return new Converter() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean accepts(Kind hubspot, Kind dynamics) {
                return hubspot == Kind.TEXT && dynamics == Kind.TEXT;
            }

            @Override
            public Converted toDynamics(FieldValue hubspot) {
                return Converted.value(FieldValue.text(there.apply(hubspot.display())));
            }

            @Override
            public Converted toHubspot(FieldValue dynamics) {
                return Converted.value(FieldValue.text(back.apply(dynamics.display())));
            }
        };
    }
}
