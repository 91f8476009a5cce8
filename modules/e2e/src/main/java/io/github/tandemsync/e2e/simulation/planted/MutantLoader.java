package io.github.tandemsync.e2e.simulation.planted;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** Loads the core and the simulation anew, with some classes replaced; everything else comes from the parent. */
final class MutantLoader extends ClassLoader {
    private static final String CORE = "io.github.tandemsync.core.";
    private static final String SIMULATION = "io.github.tandemsync.e2e.simulation.";

    private final Map<String, byte[]> replaced;

    MutantLoader(Map<String, byte[]> replaced, ClassLoader parent) {
        super(parent);
        this.replaced = replaced;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (!name.startsWith(CORE) && !name.startsWith(SIMULATION)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = replaced.containsKey(name) ? replaced.get(name) : original(name);
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] original(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
