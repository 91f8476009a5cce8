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
import java.util.SortedMap;
import java.util.TreeMap;

/** A witness in a file: a line for each connection, its generation and its id. Replaced whole, so that a crash leaves old or new. */
final class FileWitness implements StoreWitness {
    private final Path file;

    FileWitness(Path file) {
        this.file = file.toAbsolutePath();
    }

    @Override
    public synchronized long generation(ConnectionId connection) {
        return read().getOrDefault(connection.value(), 0L);
    }

    @Override
    public synchronized void saw(ConnectionId connection, long generation) {
        SortedMap<String, Long> all = read();
        if (all.getOrDefault(connection.value(), 0L) < generation) {
            all.put(connection.value(), generation);
            write(all);
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
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (FileChannel channel = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException fault) {
            throw new StateStoreException(
                    "The witness file " + file
                            + " can not be written; see to its folder, its permissions and the free space",
                    fault);
        }
    }
}
