package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Owner;
import io.github.tandemsync.core.rule.RecordFilter;
import io.github.tandemsync.core.rule.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compiles a mapping against the live schemas. */
final class PairCompiler {
    private final Mapping mapping;
    private final List<Mapping> all;
    private final Report report;

    private PairCompiler(Mapping mapping, List<Mapping> all) {
        this.mapping = mapping;
        this.all = all;
        this.report = new Report(mapping.positions());
    }

    static List<Diagnostic> check(
            Mapping mapping, List<Mapping> all, Function<ObjectType, @Nullable ObjectSchema> schemas) {
        PairCompiler compiler = new PairCompiler(mapping, all);
        compiler.pair(schemas);
        return compiler.report.diagnostics();
    }

    static ObjectPair compile(
            Mapping mapping, List<Mapping> all, Function<ObjectType, @Nullable ObjectSchema> schemas) {
        PairCompiler compiler = new PairCompiler(mapping, all);
        ObjectPair pair = compiler.pair(schemas);
        if (pair == null || compiler.report.hasErrors()) {
            throw new MappingException(compiler.report.diagnostics());
        }
        return pair;
    }

    static List<ObjectPair> compileAll(List<Mapping> mappings, Function<ObjectType, @Nullable ObjectSchema> schemas) {
        List<ObjectPair> pairs = new ArrayList<>();
        List<Diagnostic> found = new ArrayList<>();
        for (Mapping mapping : mappings) {
            try {
                pairs.add(compile(mapping, mappings, schemas));
            } catch (MappingException wrong) {
                found.addAll(wrong.diagnostics());
            }
        }
        if (!found.isEmpty()) {
            throw new MappingException(found);
        }
        return List.copyOf(pairs);
    }

    private @Nullable ObjectPair pair(Function<ObjectType, @Nullable ObjectSchema> schemas) {
        SchemaView left = view(Side.LEFT, schemas);
        SchemaView right = view(Side.RIGHT, schemas);
        if (left == null || right == null) {
            return null;
        }
        ObjectPair.Builder pair = ObjectPair.builder(mapping.pair())
                .direction(mapping.direction())
                .several(mapping.several())
                .variant(new Variant(mapping.type(Side.LEFT), mapping.type(Side.RIGHT), rules(left, right)));
        new MatchCompiler(left, right, report).compile(mapping.matches()).forEach(pair::match);
        for (Side side : Side.values()) {
            SchemaView view = side == Side.LEFT ? left : right;
            FilterCompiler filters = new FilterCompiler(side, view, report);
            pair.entryFilter(side, filters.compile("filter", mapping.filter(side)));
            pair.membershipFilter(side, filters.compile("membership", mapping.membership(side)));
            pair.onExit(side, mapping.onExit(side));
            pair.onRemoved(side, mapping.onRemoved(side));
            requiredMapped(side, view.schema());
        }
        OwnerMapping owner = mapping.owner();
        if (owner != null) {
            pair.owner(owner(owner, schemas));
        }
        return report.hasErrors() ? null : pair.build();
    }

    private Owner owner(OwnerMapping owner, Function<ObjectType, @Nullable ObjectSchema> schemas) {
        FieldMapping rule = OwnerCheck.rules(mapping, owner).get(0);
        Owner compiled = Owner.of(
                owner.pair(),
                rule.fields(Side.LEFT).get(0),
                rule.fields(Side.RIGHT).get(0));
        for (Mapping other : all) {
            for (Side side : other.pair().equals(owner.pair()) ? Side.values() : new Side[0]) {
                ObjectSchema schema = schema(other.type(side), schemas, reportedElsewhere -> {});
                compiled = compiled.editable(side, editable(owner, side, schema));
            }
        }
        return compiled;
    }

    /** The conditions are about the owner's fields; a type that is missing is reported of the owner's own mapping. */
    private RecordFilter editable(OwnerMapping owner, Side side, @Nullable ObjectSchema schema) {
        return schema == null
                ? RecordFilter.ALL
                : new FilterCompiler(side, new SchemaView(side, schema, report), report)
                        .compile("owner.editable", owner.editable(side));
    }

    private @Nullable SchemaView view(Side side, Function<ObjectType, @Nullable ObjectSchema> schemas) {
        ObjectSchema schema = schema(
                mapping.type(side),
                schemas,
                problem ->
                        report.add(DiagnosticCode.UNKNOWN_TYPE, Words.side(side), Words.system(side) + " " + problem));
        return schema == null ? null : new SchemaView(side, schema, report);
    }

    /** Null for a type that the system does not have: one that knows of none, or whose connector says that it is not valid. */
    private static @Nullable ObjectSchema schema(
            ObjectType type, Function<ObjectType, @Nullable ObjectSchema> schemas, Consumer<String> unknown) {
        try {
            ObjectSchema schema = schemas.apply(type);
            if (schema == null) {
                unknown.accept("has no type '" + type.name() + "' that the credentials may see");
            }
            return schema;
        } catch (ConnectorException fault) {
            if (fault.category() != ConnectorException.Category.INVALID) {
                throw fault;
            }
            unknown.accept("does not know the type '" + type.name() + "': " + fault.getMessage());
            return null;
        }
    }

    private List<FieldRule> rules(SchemaView left, SchemaView right) {
        RuleCompiler compiler = new RuleCompiler(mapping, all, left, right, report);
        List<FieldRule> rules = new ArrayList<>();
        for (int i = 0; i < mapping.fields().size(); i++) {
            FieldRule rule = compiler.compile(mapping.fields().get(i), "fields[" + i + "]");
            if (rule != null) {
                rules.add(rule);
            }
        }
        return rules;
    }

    private void requiredMapped(Side side, ObjectSchema schema) {
        if (!mapping.direction().writes(side)) {
            return;
        }
        Set<String> written = new TreeSet<>();
        mapping.fields().stream()
                .filter(field -> field.direction().writes(side))
                .forEach(field -> written.addAll(field.fields(side)));
        for (FieldSchema field : schema.fields().values()) {
            if (field.required() && field.creatable() && !written.contains(field.name())) {
                report.add(
                        DiagnosticCode.UNMAPPED_REQUIRED,
                        Words.side(side),
                        Words.system(side) + " asks for '" + field.name()
                                + "' in a new record, and no rule writes it; map it unless the system fills it in");
            }
        }
    }
}
