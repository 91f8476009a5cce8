package io.github.tandemsync.mapping;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The converters that a mapping may name: the built-in ones and those registered. Immutable. */
final class Converters {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]++");

    static final Converters BUILT_IN = new Converters(new TreeMap<>()).plus(new DomainUrlConverter());

    private final SortedMap<String, Converter> byName;

    private Converters(SortedMap<String, Converter> byName) {
        this.byName = byName;
    }

    Converters plus(Converter... more) {
        SortedMap<String, Converter> all = new TreeMap<>(byName);
        for (Converter converter : more) {
            if (!NAME.matcher(converter.name()).matches()) {
                throw new IllegalArgumentException("A converter is named by lower-case words joined by hyphens; rename "
                        + converter.getClass().getName());
            }
            if (all.put(converter.name(), converter) != null) {
                throw new IllegalArgumentException(
                        "There is a converter named " + converter.name() + " already; rename the new one");
            }
        }
        return new Converters(all);
    }

    @Nullable
    Converter get(String name) {
        return byName.get(name);
    }

    SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(byName.keySet()));
    }
}
