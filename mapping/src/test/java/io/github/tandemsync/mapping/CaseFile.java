package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ReferenceResolver;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Mappings as data: a mapping, and cases of a source record with what it must become. */
record CaseFile(Mapping mapping, List<Case> cases) {
    /** Links each record to the one with its id, but those named {@code unlinked}. */
    static final ReferenceResolver BY_ID = (from, ref) -> ref.id().equals("unlinked")
            ? Optional.empty()
            : Optional.of(counterpartType(ref.type()).ref(ref.id()));

    record Case(
            String name,
            Side from,
            SortedMap<String, String> source,
            SortedMap<String, String> target,
            SortedMap<String, String> parked,
            SortedMap<String, String> waiting) {
        @Override
        public String toString() {
            return name;
        }
    }

    static CaseFile read(String file) {
        Report report = new Report(new Positions(file));
        Tree.Block document = (Tree.Block) Objects.requireNonNull(TreeReader.read(Resources.text(file), report));
        Mapping mapping = Mappings.load(Resources.path(scalar(get(document, "mapping"))));
        List<Case> cases = new ArrayList<>();
        for (Tree item : ((Tree.Sequence) get(document, "cases")).items()) {
            cases.add(readCase((Tree.Block) item));
        }
        return new CaseFile(mapping, cases);
    }

    private static Case readCase(Tree.Block block) {
        return new Case(
                scalar(get(block, "name")),
                scalar(get(block, "from")).equals("hubspot") ? Side.LEFT : Side.RIGHT,
                map(block, "source"),
                map(block, "target"),
                map(block, "parked"),
                map(block, "waiting"));
    }

    /** The texts as values of the fields' kinds. */
    static Values values(ObjectSchema schema, SortedMap<String, String> texts) {
        SortedMap<String, FieldValue> values = new TreeMap<>();
        texts.forEach((name, text) -> values.put(name, value(Objects.requireNonNull(schema.field(name), name), text)));
        return Values.of(values);
    }

    private static FieldValue value(FieldSchema field, String text) {
        if (text.isEmpty()) {
            return FieldValue.EMPTY;
        }
        return switch (field.kind()) {
            case TEXT -> FieldValue.text(text);
            case NUMBER -> FieldValue.number(new BigDecimal(text));
            case FLAG -> new FieldValue.Flag(Boolean.parseBoolean(text));
            case TIMESTAMP -> new FieldValue.Timestamp(Instant.parse(text));
            case DAY -> new FieldValue.Day(LocalDate.parse(text));
            case CHOICE -> new FieldValue.Choice(text);
            case CHOICES -> new FieldValue.Choices(Set.of(text.split(";")));
            case REFERENCE -> FieldValue.reference(RecordRef.parse(text));
            case REFERENCES ->
                new FieldValue.References(
                        Stream.of(text.split(";")).map(RecordRef::parse).collect(Collectors.toSet()));
        };
    }

    private static ObjectType counterpartType(ObjectType type) {
        return switch (type.toString()) {
            case "hubspot:companies" -> TestSchemas.ACCOUNT;
            case "dynamics:account" -> TestSchemas.COMPANIES;
            case "hubspot:things" -> TestSchemas.RIGHT_THING;
            default -> TestSchemas.LEFT_THING;
        };
    }

    private static SortedMap<String, String> map(Tree.Block block, String key) {
        SortedMap<String, String> map = new TreeMap<>();
        block.entries().stream()
                .filter(entry -> entry.key().text().equals(key))
                .flatMap(entry -> ((Tree.Block) entry.value()).entries().stream())
                .forEach(entry -> map.put(entry.key().text(), scalar(entry.value())));
        return map;
    }

    private static Tree get(Tree.Block block, String key) {
        return block.entries().stream()
                .filter(entry -> entry.key().text().equals(key))
                .map(Tree.Entry::value)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + key));
    }

    private static String scalar(Tree tree) {
        return ((Tree.Scalar) tree).text();
    }
}
