package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;

/**
 * {@code domain-url}: HubSpot's company domain ({@code acme.com}) and the website address of an account
 * ({@code https://acme.com}). Only the host matters, so an address that already names the host keeps its scheme and path.
 */
final class DomainUrlConverter implements Converter {
    static final String NAME = "domain-url";

    private static final Converted.Park NO_HOST =
            new Converted.Park("not-a-domain", "The text is not a domain or web address; correct it in the source");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean accepts(FieldSchema.Kind hubspot, FieldSchema.Kind dynamics) {
        return hubspot == FieldSchema.Kind.TEXT && dynamics == FieldSchema.Kind.TEXT;
    }

    @Override
    public Converted toDynamics(FieldValue hubspot) {
        return withHost(hubspot, "https://");
    }

    @Override
    public Converted toHubspot(FieldValue dynamics) {
        return withHost(dynamics, "");
    }

    @Override
    public FieldValue canonical(Side side, FieldValue value) {
        return value instanceof FieldValue.Text text
                ? FieldValue.text(Domains.canonical(text.value()))
                : Canonical.value(value);
    }

    private static Converted withHost(FieldValue value, String prefix) {
        String host = value instanceof FieldValue.Text text ? Domains.host(text.value()) : null;
        return host == null ? NO_HOST : Converted.value(FieldValue.text(prefix + host));
    }
}
