package io.github.tandemsync.examples.quickstart;

/**
 * How text is dressed.
 *
 * @param colour whether colours are wanted
 * @param live whether a line may be drawn again in place
 * @param unicode whether signs beyond ASCII can be shown
 */
record Style(boolean colour, boolean live, boolean unicode) {
    static final Style PLAIN = new Style(false, false, true);

    String bold(String text) {
        return dressed("1", text);
    }

    String dim(String text) {
        return dressed("2", text);
    }

    String red(String text) {
        return dressed("31", text);
    }

    String green(String text) {
        return dressed("32", text);
    }

    String yellow(String text) {
        return dressed("33", text);
    }

    String cyan(String text) {
        return dressed("36", text);
    }

    String arrow() {
        return unicode ? "\u2192" : "->";
    }

    String tick() {
        return green(unicode ? "\u2713" : "ok");
    }

    String cross() {
        return red(unicode ? "\u2717" : "!!");
    }

    String ellipsis() {
        return unicode ? "\u2026" : "..";
    }

    String rule() {
        return unicode ? "\u2500" : "-";
    }

    private String dressed(String code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
