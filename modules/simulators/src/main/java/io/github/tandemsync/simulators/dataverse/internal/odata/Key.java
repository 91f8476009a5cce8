package io.github.tandemsync.simulators.dataverse.internal.odata;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The key of a row in an address: its id, or the values of an alternate key.
 *
 * @param id the id, null for an alternate key
 * @param parts property name to literal
 */
public record Key(@Nullable UUID id, Map<String, Literal> parts) {

    /** Parses the text between parentheses. */
    public static Key parse(String text) {
        Optional<UUID> plain = Literal.guid(text.strip());
        if (plain.isPresent()) {
            return new Key(plain.get(), Map.of());
        }
        Tokens tokens = Tokens.of(text);
        Map<String, Literal> parts = new LinkedHashMap<>();
        do {
            String name = tokens.name();
            tokens.expect("=");
            parts.put(name, tokens.literal());
        } while (tokens.take(","));
        tokens.end();
        return new Key(null, parts);
    }
}
