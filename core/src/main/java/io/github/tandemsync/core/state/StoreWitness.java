package io.github.tandemsync.core.state;

import java.nio.file.Path;

/**
 * Remembers, outside the state store, how far the store had come: so that a store which was restored from a backup, or a standby that
 * took over without the last commits, is known to be older than the systems. An implementation MUST keep its memory where it is
 * neither backed up nor restored together with the store: a file on another volume, a row in another database. It MUST be safe for use
 * by several threads, and throws {@link StateStoreException} where it can not read or write.
 *
 * <p>A generation is a number that grows with each run, or slice of a run, that commits anything. A runner asks once, and tells at
 * most once, in each slice; a quiet one tells nothing. Nodes that share a store may each have a witness of their own.
 */
public interface StoreWitness {
    /** The highest generation that it was told for the connection; 0 if it was told none. */
    long generation(ConnectionId connection);

    /** The store holds this generation; durable on return. A lower one than it knows changes nothing. */
    void saw(ConnectionId connection, long generation);

    /** One that forgets with its process: sees that a store was replaced while the process lives, and nothing else. */
    static StoreWitness inMemory() {
        return new MemoryWitness();
    }

    /**
     * One that keeps its memory in a small file, which it creates, for the process's user alone where the file system knows
     * permissions. The file's folder must exist. One process at a time; within it, any number of witnesses may share the file.
     *
     * @param file not beside the store, if the store's folder is restored as a whole
     */
    static StoreWitness inFile(Path file) {
        return new FileWitness(file);
    }
}
