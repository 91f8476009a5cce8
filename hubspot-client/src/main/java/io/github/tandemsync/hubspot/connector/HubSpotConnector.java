package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.connector.AccessReport;
import io.github.tandemsync.core.connector.AccessRequest;
import io.github.tandemsync.core.connector.CallCount;
import io.github.tandemsync.core.connector.CallKind;
import io.github.tandemsync.core.connector.CallQuota;
import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.Connector;
import io.github.tandemsync.core.connector.Fence;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.LocateAnswer;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.ReadRequest;
import io.github.tandemsync.core.connector.SystemIdentity;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.hubspot.Account;
import io.github.tandemsync.hubspot.HubSpotClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HubSpot as a {@link Connector}. Object types are {@code hubspot:} and the plural name, ids digits, fields the properties' names,
 * options their stored values, stamps {@code updatedAt}. The parent of a company is the field
 * {@code associations.companies/parent}.
 *
 * <p>Choices that a caller may want to know:
 *
 * <ul>
 *   <li>Creates carry their key in a property of ours with unique values ({@value Builder#DEFAULT_KEY_PROPERTY} by default).
 *       {@link #prepare} makes it; {@link #access} reports where it is missing or not unique.
 *   <li>The CHANGES feed is the search, which lags: it reports every change until the lag has passed, so a change may be
 *       reported several times. Started without a cursor it reports nothing of the past. It does not report removals, nor
 *       parents.
 *   <li>An edit counts as ours if its source is this app. The app's id is configured, or learned from the token of a private
 *       app. Where neither is possible {@link #access} reports it with the right to update, and {@link #history} is a fault as
 *       soon as it meets an edit by an app: a guess could lose a user's edit.
 *   <li>HubSpot writes properties and associations by different calls. An update that holds a parent company takes up to four:
 *       properties, the new parents, a read of the parents that are there, and the removal of others; where HubSpot refuses a second
 *       parent, the present one is removed first, and the new one is added in a fifth call. The fence is asked before each
 *       that writes. Where one fails after another ran, the items are {@link WriteAnswer.Unknown}, which sends the engine back to
 *       read. A create takes one call, parent included; its answer does not show the parent.
 *   <li>A batch that HubSpot refuses as a whole is answered with {@link WriteAnswer.Refused} of code {@code batch-refused} for
 *       each of its items, if it had several: nothing ran, and each may be sent alone.
 *   <li>Of the portal's calls a day a part is left to its other apps: see {@link #quota()}.
 *   <li>A type's description is kept from the last {@link #schema} on; that call always asks HubSpot.
 * </ul>
 *
 * <p>Safe for use by several threads. {@link #close()} closes the client.
 */
public final class HubSpotConnector implements Connector {
    /** The system's name in object types. */
    public static final String SYSTEM = "hubspot";

    private final HubSpotClient client;
    private final Schemas schemas;
    private final KeyProperty key;
    private final Access access;
    private final Feed feed;
    private final Listing listing;
    private final Reader reader;
    private final Trails trails;
    private final Writer writer;
    private final DailyQuota quota;

    private HubSpotConnector(Builder builder) {
        this.client = builder.client;
        this.schemas = new Schemas(client, builder.indexLag);
        this.key = new KeyProperty(client, builder.keyProperty);
        AppIdentity app = new AppIdentity(client, builder.appId);
        this.access = new Access(client, key, app);
        Records records = new Records(schemas, builder.keyProperty);
        this.feed = new Feed(client, builder.indexLag);
        this.listing = new Listing(client, records);
        this.reader = new Reader(client, records);
        this.trails = new Trails(client, schemas, app);
        this.writer = new Writer(client, records);
        this.quota = new DailyQuota(client);
    }

    /** A connector for the client's portal, with the defaults; it closes the client. */
    public static HubSpotConnector of(HubSpotClient client) {
        return builder(client).build();
    }

    /** As {@link #of}, to be configured. */
    public static Builder builder(HubSpotClient client) {
        return new Builder(client);
    }

    /**
     * Makes the property for create keys on each of the types that has none.
     *
     * @throws io.github.tandemsync.core.connector.ConnectorException of category FORBIDDEN if the right to make properties is
     *     missing, INVALID if a property of the name exists whose values are not kept unique
     */
    public void prepare(ObjectType... types) {
        for (ObjectType type : types) {
            key.ensure(type);
        }
    }

    @Override
    public SystemIdentity identify() {
        Account.Details portal = client.account().details();
        quota.learn(portal);
        return new SystemIdentity(SYSTEM, portal.portalId(), client.host());
    }

    @Override
    public ObjectSchema schema(ObjectType type) {
        return schemas.fresh(type);
    }

    @Override
    public AccessReport access(Set<AccessRequest> wanted) {
        return access.report(wanted);
    }

    @Override
    public ChangeAnswer changes(ChangeRequest request) {
        return switch (request.mode()) {
            case CHANGES -> feed.changes(request);
            case BASELINE -> listing.baseline(request);
            case REMOVALS -> listing.removals(request);
        };
    }

    @Override
    public List<ReadAnswer> read(ReadRequest request) {
        return reader.read(request);
    }

    @Override
    public List<LocateAnswer> locate(ObjectType type, List<CreateKey> keys, Set<String> fields) {
        return keys.isEmpty() ? List.of() : reader.locate(type, keys, fields);
    }

    @Override
    public List<FieldTrail> history(ObjectType type, Map<String, Stamp> after, Set<String> fields) {
        return trails.read(type, after, fields);
    }

    @Override
    public List<WriteAnswer> write(List<WriteRequest> batch, Fence fence) {
        return writer.write(batch, fence);
    }

    /**
     * The portal's calls a day, as the newest answer told them. They are renewed at midnight of the portal's time zone, which
     * {@link #identify()} learns; before it was called, or where HubSpot names a zone that Java does not know, the renewal is taken
     * to be 25 hours after that answer, the length of the longest day.
     *
     * @return null for the token of an OAuth app, to which HubSpot tells nothing, and before the first answer
     */
    @Override
    public @Nullable CallQuota quota() {
        return quota.told();
    }

    /** By the client's budget; feeds count as searches, and every call as one request. */
    @Override
    public @Nullable Duration leastTime(Map<CallKind, CallCount> calls) {
        long all = calls.values().stream().mapToLong(CallCount::calls).sum();
        long searches = calls.getOrDefault(CallKind.CHANGES, CallCount.NONE).calls();
        return client.leastTime(searches, all - searches);
    }

    /** The {@code Date} of the newest search, to the second. */
    @Override
    public @Nullable Instant serverTime() {
        return feed.told();
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "HubSpotConnector[" + client.host() + "]";
    }

    /**
     * Configures a connector. Not safe for use by several threads. Defaults: key property {@value #DEFAULT_KEY_PROPERTY}, index lag
     * 2 minutes, app id learned.
     */
    public static final class Builder {
        public static final String DEFAULT_KEY_PROPERTY = "tandem_key";

        private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,99}");

        private final HubSpotClient client;
        private String keyProperty = DEFAULT_KEY_PROPERTY;
        private Duration indexLag = Duration.ofMinutes(2);
        private @Nullable String appId;

        private Builder(HubSpotClient client) {
            this.client = client;
        }

        /** The property for create keys. Keep it once records carry it. */
        public Builder keyProperty(String name) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "A property name is lower-case letters, digits and underscores, beginning with a letter");
            }
            keyProperty = name;
            return this;
        }

        /** The longest time that a change may take to appear in the search. */
        public Builder indexLag(Duration longest) {
            if (longest.isNegative()) {
                throw new IllegalArgumentException("An index does not run ahead: give zero or more");
            }
            indexLag = longest;
            return this;
        }

        /** Our app's id, as the history of properties names the source of our edits. */
        public Builder appId(String id) {
            appId = id;
            return this;
        }

        public HubSpotConnector build() {
            return new HubSpotConnector(this);
        }
    }
}
