package io.github.tandemsync.core.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A witness in a file: a line for each connection, its generation and its id. Replaced whole, so that a crash leaves old or new.
 * All witnesses of the process on one file take turns, however each of them spells its path.
 */
final class FileWitness implements StoreWitness {
    /** One for each file that the process ever used as a witness: a handful. */
    private static final Map<Path, Object> LOCKS = new ConcurrentHashMap<>();

    private final Path file;

    FileWitness(Path file) {
        this.file = file.toAbsolutePath();
    }

    @Override
    public long generation(ConnectionId connection) {
        synchronized (lock()) {
            return read().getOrDefault(connection.value(), 0L);
        }
    }

    @Override
    public void saw(ConnectionId connection, long generation) {
        synchronized (lock()) {
            SortedMap<String, Long> all = read();
            if (all.getOrDefault(connection.value(), 0L) < generation) {
                all.put(connection.value(), generation);
                write(all);
            }
        }
    }

    private Object lock() {
        return LOCKS.computeIfAbsent(realPath(), path -> new Object());
    }

    /** By the folder, which exists before the file does; without it there is nothing to read and no way to write. */
    private Path realPath() {
        Path folder = file.resolveSibling("");
        try {
            return folder.toRealPath().resolve(String.valueOf(file.getFileName()));
        } catch (IOException noFolder) {
            return file.normalize();
        }
    }

    private SortedMap<String, Long> read() {
        SortedMap<String, Long> all = new TreeMap<>();
        try {
            for (String line :
                    Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.<String>of()) {
                int end = line.indexOf(' ');
                all.put(line.substring(end + 1), Long.parseLong(line.substring(0, Math.max(end, 0))));
            }
            return all;
        } catch (IOException | NumberFormatException fault) {
            throw new StateStoreException(
                    "The witness file " + file + " can not be read; make it readable, or delete it and call"
                            + " runner.recover() if the store may be older than the systems",
                    fault);
        }
    }

    private void write(SortedMap<String, Long> all) {
        StringBuilder lines = new StringBuilder();
        all.forEach((connection, generation) ->
                lines.append(generation).append(' ').append(connection).append('\n'));
        try {
            Path next = Files.createTempFile(file.resolveSibling(""), file.getFileName() + ".", ".new");
            try {
                writeDurably(next, lines.toString());
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(next);
            }
        } catch (IOException fault) {
            throw new StateStoreException(
                    "The witness file " + file
                            + " can not be written; see to its folder, its permissions and the free space",
                    fault);
        }
    }

    private static void writeDurably(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
