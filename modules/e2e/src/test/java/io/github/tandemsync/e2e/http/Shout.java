package io.github.tandemsync.e2e.http;

import io.github.tandemsync.core.connector.FieldSchema.Kind;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.mapping.Converted;
import io.github.tandemsync.mapping.Converter;
import java.util.Locale;

/** Writes texts in capitals, and can not know afterwards which letters were small. */
final class Shout implements Converter {
    @Override
    public String name() {
        return "shout";
    }

    @Override
    public boolean accepts(Kind hubspot, Kind dynamics) {
        return hubspot == Kind.TEXT && dynamics == Kind.TEXT;
    }

    @Override
    public Converted toDynamics(FieldValue hubspot) {
        return Converted.value(
                FieldValue.text(((FieldValue.Text) hubspot).value().toUpperCase(Locale.ROOT)));
    }

    @Override
    public Converted toHubspot(FieldValue dynamics) {
        return Converted.value(dynamics);
    }
}
