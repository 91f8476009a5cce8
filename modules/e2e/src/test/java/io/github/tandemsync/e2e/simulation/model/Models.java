package io.github.tandemsync.e2e.simulation.model;

import io.github.tandemsync.core.connector.TypeTraits;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.connector.TypeTraits.Reported;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** Types and values for tests of the model servers. */
public final class Models {
    public static final Duration LAG = Duration.ofSeconds(60);
    public static final Set<String> LEFT_FIELDS = Set.of("domain", "name", "phone", "parent");
    public static final Set<String> RIGHT_FIELDS = Set.of("websiteurl", "name", "telephone1", "parentaccountid");
    public static final ModelType COMPANIES = companies(CreateKeyKind.UNIQUE);
    public static final ModelType ACCOUNT = account("account");
    public static final ModelType LEAD = account("lead");

    private Models() {}

    public static ModelType companies(CreateKeyKind key) {
        return new ModelType(
                ObjectType.parse("hubspot:companies"),
                Side.LEFT,
                new TypeTraits(
                        false, true, key, EnumSet.of(Reported.CREATES, Reported.EDITS), LAG, null, null, 100, 100, 50));
    }

    private static ModelType account(String name) {
        return new ModelType(
                ObjectType.parse("dynamics:" + name),
                Side.RIGHT,
                new TypeTraits(
                        true,
                        false,
                        CreateKeyKind.CLIENT_ID,
                        EnumSet.allOf(Reported.class),
                        Duration.ZERO,
                        Duration.ofDays(7),
                        null,
                        100,
                        100,
                        1));
    }

    public static HubSpotModel hubSpot(SimClock clock, Quirks quirks, ModelType type, long... lags) {
        return new HubSpotModel(clock, quirks, List.of(type), new LongSupplier() {
            private int next;

            @Override
            public long getAsLong() {
                return next < lags.length ? lags[next++] : 0;
            }
        });
    }

    public static DataverseModel dataverse(SimClock clock, Quirks quirks) {
        return new DataverseModel(clock, quirks, List.of(ACCOUNT, LEAD));
    }

    public static Map<Field, FieldValue> name(String name) {
        return Map.of(Field.NAME, FieldValue.text(name));
    }
}
