package io.github.tandemsync.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Reads and builds mappings with a given set of converters; see {@link Mappings#with}. Immutable, safe for several threads. */
public final class MappingLoader {
    private final Converters converters;

    MappingLoader(Converters converters) {
        this.converters = converters;
    }

    /** As {@link Mappings#load}. */
    public Mapping load(Path file) {
        String name = Objects.toString(file.getFileName(), file.toString());
        return parse(name, read(file, name));
    }

    /** As {@link Mappings#parse}. */
    public Mapping parse(String name, String text) {
        Positions positions = new Positions(name);
        Report report = new Report(positions);
        Tree tree = TreeReader.read(text, report);
        report.throwIfErrors();
        PairBuilder builder = new PairBuilder(converters, positions);
        new DocumentReader(builder, report, positions).read(Objects.requireNonNull(tree));
        return builder.build(report);
    }

    /** As {@link Mappings#pair}. */
    public PairBuilder pair(String name) {
        return new PairBuilder(converters, new Positions("pair " + name)).name(name);
    }

    /**
     * The same, for mappings that may also name these converters.
     *
     * @throws IllegalArgumentException if a name is taken or of the wrong form
     */
    public MappingLoader with(Converter... more) {
        return new MappingLoader(converters.plus(more));
    }

    private static String read(Path file, String name) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(TreeReader.MOST_BYTES + 1);
            if (bytes.length > TreeReader.MOST_BYTES) {
                throw refused(name, DiagnosticCode.TOO_LARGE, TreeReader.TOO_LONG);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw refused(name, DiagnosticCode.UNREADABLE_FILE, "The file is not UTF-8 text; save it as UTF-8");
        } catch (IOException missing) {
            throw refused(
                    name,
                    DiagnosticCode.UNREADABLE_FILE,
                    "The file can not be read (" + missing.getClass().getSimpleName()
                            + "); check its path and permissions");
        }
    }

    private static MappingException refused(String name, DiagnosticCode code, String message) {
        Report report = new Report(new Positions(name));
        report.add(code, "", message);
        return new MappingException(report.diagnostics());
    }
}
