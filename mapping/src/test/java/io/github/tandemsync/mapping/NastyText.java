package io.github.tandemsync.mapping;

import java.util.Random;

/** A seeded generator of texts that break careless normalisers. */
final class NastyText {
    private static final String[] PIECES = {
        "",
        " ",
        "\u00A0",
        "\t",
        "\r\n",
        "\r",
        "\n",
        "\u200B",
        "\uFEFF",
        "\u0085",
        "\u2003",
        "\u0000",
        "J\u030C",
        "\u01F0",
        "\u0130",
        "\u0131",
        "I",
        "i\u0307",
        "\u00DF",
        "\u1E9E",
        "\uFB03",
        "\u03A3",
        "\u03C2",
        "\u0345",
        "\u1FB3",
        "\u212B",
        "A\u030A",
        "\u00C5",
        "\u2126",
        "\u0301",
        "\u0308\u0301",
        "\u0344",
        "e\u0323\u0302",
        "\uAC00",
        "\u1100\u1161",
        "\u0958",
        "\u01C5",
        "\u1E9B\u0323",
        "\uD83D\uDE00",
        "\uD800",
        "\uDC00",
        "\u202E",
        "+",
        "\uFF0B",
        "0",
        "\u0660",
        "\uFF11",
        "-",
        "_",
        ".",
        "..",
        "www.",
        "WWW.",
        "http://",
        "https://",
        "//",
        "/",
        "\\",
        "?",
        "#",
        ":",
        ":80",
        "@",
        "acme",
        "ACME",
        "com",
        "b\u00FCcher",
        "xn--",
        "\u3002",
        "\u2100",
        "x".repeat(64),
        ",",
        ";",
        "\u0649\u0670",
        "\uFF0F",
        "\u3000",
        "\u2028"
    };

    private final Random random;

    NastyText(long seed) {
        this.random = new Random(seed);
    }

    String next() {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(7); left > 0; left--) {
            text.append(random.nextInt(5) == 0 ? anything() : PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private String anything() {
        int plane = random.nextInt(4) == 0 ? Character.MAX_CODE_POINT : 0x2FFF;
        return Character.toString(random.nextInt(plane + 1));
    }
}
