package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.rule.ObjectPair;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The door to mappings: reads them from YAML or builds them in Java.
 *
 * <pre>{@code
 * Mapping mapping = Mappings.load(Path.of("company-account.yaml"));
 * ObjectPair pair = mapping.compile(type -> connectorOf(type).schema(type));
 * }</pre>
 *
 * <p>Every key, value kind and diagnostic is described in {@code docs/mapping.md}. Stateless and safe for several threads.
 */
public final class Mappings {
    private static final MappingLoader BUILT_IN = new MappingLoader(Converters.BUILT_IN);

    private Mappings() {}

    /**
     * Reads a mapping from a YAML file in UTF-8.
     *
     * @throws MappingException with everything that is wrong with it
     */
    public static Mapping load(Path file) {
        return BUILT_IN.load(file);
    }

    /**
     * Reads a mapping from YAML.
     *
     * @param name what diagnostics call the text, such as a file name
     * @throws MappingException with everything that is wrong with it
     */
    public static Mapping parse(String name, String text) {
        return BUILT_IN.parse(name, text);
    }

    /** Begins a mapping in Java. */
    public static PairBuilder pair(String name) {
        return BUILT_IN.pair(name);
    }

    /** The same door, for mappings that may also name these converters. */
    public static MappingLoader with(Converter... converters) {
        return BUILT_IN.with(converters);
    }

    /**
     * Compiles mappings that may refer to one another, in the order given.
     *
     * @param schemas gives a type's schema; null, or a {@link ConnectorException} of category INVALID, for a type that the system
     *     does not have; whatever else it throws is passed on
     * @throws MappingException with everything that was found in all of them, if any of it is an error
     */
    public static List<ObjectPair> compile(
            Collection<Mapping> mappings, Function<ObjectType, @Nullable ObjectSchema> schemas) {
        return PairCompiler.compileAll(List.copyOf(mappings), schemas);
    }
}
