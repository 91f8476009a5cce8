package io.github.tandemsync.mapping;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.Several;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** A mapping's fingerprint: SHA-256 over its parts, each with its length, so that no two mappings give the same text. */
final class MappingHash {
    private static final String FORMAT = "tandem-mapping-1";

    private final StringBuilder text = new StringBuilder();

    private MappingHash() {}

    static String of(Mapping mapping) {
        MappingHash hash = new MappingHash();
        hash.add(FORMAT, mapping.pair(), Words.of(mapping.direction()));
        for (Side side : Side.values()) {
            hash.add(mapping.type(side).toString(), Words.of(mapping.onRemoved(side)));
            hash.addAll(mapping.filter(side).stream()
                    .map(MappingHash::condition)
                    .sorted()
                    .toList());
            hash.membership(side, mapping);
        }
        OwnerMapping owner = mapping.owner();
        if (owner != null) {
            hash.add("owner", owner.pair(), of(owner.editable(Side.LEFT)), of(owner.editable(Side.RIGHT)));
        }
        mapping.matches().forEach(hash::match);
        if (mapping.several() != Several.PARK) {
            hash.add("several", Words.of(mapping.several()));
        }
        mapping.fields().stream().sorted(Comparator.comparing(FieldMapping::id)).forEach(hash::field);
        return hash.digest();
    }

    /** What a field rule is, in one text. */
    static String of(FieldMapping field) {
        MappingHash one = new MappingHash();
        one.field(field);
        return one.text.toString();
    }

    /** What a match rule is, in one text. */
    static String of(MatchMapping match) {
        MappingHash one = new MappingHash();
        one.match(match);
        return one.text.toString();
    }

    /** What a filter is, in one text; the order of its conditions does not count. */
    static String of(List<Condition> conditions) {
        MappingHash all = new MappingHash();
        all.addAll(conditions.stream().map(MappingHash::condition).sorted().toList());
        return all.text.toString();
    }

    /** Adds nothing for a side without conditions. */
    private void membership(Side side, Mapping mapping) {
        if (!mapping.membership(side).isEmpty()) {
            add("membership", Words.of(mapping.onExit(side)));
            addAll(mapping.membership(side).stream()
                    .map(MappingHash::condition)
                    .sorted()
                    .toList());
        }
    }

    private static String condition(Condition condition) {
        MappingHash one = new MappingHash();
        one.add(condition.field(), Words.of(condition.test()));
        one.addAll(condition.values());
        return one.text.toString();
    }

    private void match(MatchMapping match) {
        add("match", match.id());
        addAll(match.hubspot());
        addAll(match.dynamics());
        add(match.compare() == null ? "" : Words.of(match.compare()));
    }

    private void field(FieldMapping field) {
        add("field", field.id());
        addAll(field.hubspot());
        addAll(field.dynamics());
        add(field.compare() == null ? "" : Words.of(field.compare()));
        add(field.convert() == null ? "" : field.convert());
        add(String.join("\n", field.reference()));
        add(Words.of(field.direction()), Words.of(field.conflict()), Words.of(field.drift()));
        List<String> options = new ArrayList<>();
        field.options()
                .forEach((left, rights) -> rights.forEach(right -> {
                    options.add(left);
                    options.add(right);
                }));
        addAll(options);
    }

    private void add(String... parts) {
        for (String part : parts) {
            text.append(part.length()).append(':').append(part).append('\n');
        }
    }

    private void addAll(Collection<String> parts) {
        text.append(parts.size()).append('*');
        add(parts.toArray(new String[0]));
    }

    private String digest() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
