package io.github.tandemsync.simulators.dataverse.internal.odata;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Recursive descent over the filter grammar that the simulator knows. */
final class FilterParser {
    private static final Set<String> OPERATORS = Set.of("eq", "ne", "gt", "ge", "lt", "le");
    private static final Set<String> MATCHES = Set.of("contains", "startswith", "endswith");
    private static final String IN = "Microsoft.Dynamics.CRM.In";
    private static final int DEEPEST = 200;

    private final Tokens tokens;
    private int depth;

    private FilterParser(Tokens tokens) {
        this.tokens = tokens;
    }

    static Filter parse(String text) {
        FilterParser parser = new FilterParser(Tokens.of(text));
        Filter filter = parser.or();
        parser.tokens.end();
        return filter;
    }

    private Filter or() {
        Filter left = and();
        while (tokens.take("or")) {
            left = new Filter.Or(left, and());
        }
        return left;
    }

    private Filter and() {
        Filter left = unary();
        while (tokens.take("and")) {
            left = new Filter.And(left, unary());
        }
        return left;
    }

    private Filter unary() {
        if (++depth > DEEPEST) {
            throw new SyntaxFault("The filter is nested too deeply.");
        }
        if (tokens.take("not")) {
            return new Filter.Not(unary());
        }
        if (tokens.take("(")) {
            Filter inner = or();
            tokens.expect(")");
            depth--;
            return inner;
        }
        depth--;
        return primary();
    }

    private Filter primary() {
        String name = tokens.name();
        if (tokens.take("(")) {
            return function(name);
        }
        String operator = tokens.pop();
        if (!OPERATORS.contains(operator)) {
            throw new SyntaxFault("Syntax error: an operator is expected at '" + operator + "'.");
        }
        return new Filter.Compare(name, operator, tokens.literal());
    }

    private Filter function(String name) {
        if (name.equals(IN)) {
            return in();
        }
        if (!MATCHES.contains(name)) {
            throw new SyntaxFault("An unknown function with name '" + name + "' was found.");
        }
        String path = tokens.name();
        tokens.expect(",");
        Object text = tokens.literal().value();
        tokens.expect(")");
        if (text instanceof String constant) {
            return new Filter.Match(name, path, constant);
        }
        throw new SyntaxFault("The function '" + name + "' needs a string.");
    }

    private Filter in() {
        argument("PropertyName");
        String path = Objects.toString(tokens.literal().value());
        tokens.expect(",");
        argument("PropertyValues");
        tokens.expect("[");
        List<String> texts = new ArrayList<>();
        do {
            texts.add(Objects.toString(tokens.literal().value()));
        } while (tokens.take(","));
        tokens.expect("]");
        tokens.expect(")");
        return new Filter.In(path, texts);
    }

    private void argument(String name) {
        tokens.expect(name);
        tokens.expect("=");
    }
}
