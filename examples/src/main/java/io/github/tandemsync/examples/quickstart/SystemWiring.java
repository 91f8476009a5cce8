package io.github.tandemsync.examples.quickstart;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** What the program takes from the machine: time, and what kind of output it writes to. */
final class SystemWiring {
    private SystemWiring() {}

    static Instant now() {
        return Instant.now();
    }

    /** Lets time pass; an interrupt ends the program's work. */
    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", interrupted);
        }
    }

    /** Standard output: with colour and moving lines if a person is looking, plain otherwise. */
    static Screen screen() {
        boolean terminal = isTerminal(System.console());
        boolean dumb = "dumb".equals(System.getenv("TERM"));
        String noColor = System.getenv("NO_COLOR");
        boolean colour = terminal && !dumb && (noColor == null || noColor.isEmpty());
        Charset charset = charset();
        boolean unicode = charset.newEncoder().canEncode("\u2588\u2192\u2713");
        return new Screen(new PrintStream(System.out, true, charset), new Style(colour, terminal && !dumb, unicode));
    }

    /** Minimal systems announce ASCII; their terminals speak UTF-8 all the same. */
    private static Charset charset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8"));
        Charset announced = Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
        return announced.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : announced;
    }

    /** From Java 22 on there is a console without a terminal too, and a method that tells. */
    private static boolean isTerminal(@org.jspecify.annotations.Nullable Console console) {
        try {
            return console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJava) {
            return console != null;
        }
    }
}
