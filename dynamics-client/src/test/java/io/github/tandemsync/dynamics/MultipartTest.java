package io.github.tandemsync.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {
    private static final String TWO =
            "preamble\r\n--b\r\nA: 1\r\n\r\none\r\n--b\r\n\r\ntwo\r\nlines\r\n--b--\r\nepilogue";

    @Test
    void cutsAtDelimiterLines() {
        Multipart multipart = split(TWO);
        assertThat(texts(multipart)).containsExactly("A: 1\r\n\r\none", "\r\ntwo\r\nlines");
        assertThat(multipart.complete()).isTrue();
    }

    @Test
    void takesBareLineFeeds() {
        assertThat(texts(split(TWO.replace("\r\n", "\n")))).containsExactly("A: 1\n\none", "\ntwo\nlines");
    }

    @Test
    void takesBlanksAfterTheBoundary() {
        assertThat(texts(split("--b \t\r\none\r\n--b--  "))).containsExactly("one");
    }

    @Test
    void doesNotCutAtTextThatOnlyStartsLikeTheBoundary() {
        assertThat(texts(split("--b\r\n--bb\r\n-- b\r\nx--b\r\n--b--"))).containsExactly("--bb\r\n-- b\r\nx--b");
    }

    @Test
    void knowsAnEmptyPart() {
        assertThat(texts(split("--b\r\n--b\r\n\r\n--b--"))).containsExactly("", "");
    }

    @Test
    void aPartIsWholeOnlyWithTheDelimiterAfterIt() {
        List<String> whole = texts(split(TWO));
        int closing = TWO.indexOf("--b--");
        for (int length = 0; length < TWO.length(); length++) {
            Multipart cut = split(TWO.substring(0, length));
            List<String> parts = texts(cut);
            assertThat(parts).as("cut at %d", length).isEqualTo(whole.subList(0, parts.size()));
            assertThat(cut.complete()).as("cut at %d", length).isEqualTo(length >= closing + 5);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "multipart/mixed; boundary=batchresponse_1 | batchresponse_1",
                "multipart/mixed; boundary=\"with space\" | with space",
                "Multipart/Mixed;charset=utf-8;BOUNDARY=b;odata.streaming=true | b"
            })
    void readsTheBoundary(String contentType, String boundary) {
        assertThat(Multipart.boundary(contentType)).isEqualTo(boundary);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "multipart/mixed", "multipart/mixed; boundary=", "text/html; boundary=b", ""
            })
    void knowsWhatIsNotMultipart(String contentType) {
        assertThat(Multipart.boundary(contentType)).isNull();
    }

    /** A slow splitter, written from the grammar of RFC 2046, must find the same parts in any text. */
    @Test
    void agreesWithASlowReferenceOnRandomText() {
        String[] pieces = {"--b", "--b--", "\r\n", "\n", "\r", "x", "--", " ", "--b\r\n", "\r\n--b\r\n", "-"};
        Random random = new Random(7);
        int found = 0;
        for (int run = 0; run < 5_000; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(14); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            List<String> parts = texts(split(text.toString()));
            assertThat(parts).as("of %s", text).isEqualTo(reference(text.toString()));
            found += parts.size();
        }
        assertThat(found).isGreaterThan(2_000);
    }

    private static List<String> reference(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = null;
        String rest = text;
        while (!rest.isEmpty()) {
            int feed = rest.indexOf('\n');
            String line = feed < 0 ? rest : rest.substring(0, feed + 1);
            rest = rest.substring(line.length());
            boolean next = line.matches("--b\\s*") && feed >= 0;
            boolean last = line.matches("--b[ \\r\\n]*--\\s*");
            if ((next || last) && part != null) {
                parts.add(part.toString().replaceFirst("(?s)(.*?)(\r\n|\n)?\\z", "$1"));
            }
            if (last) {
                return parts;
            }
            part = next ? new StringBuilder() : part == null ? null : part.append(line);
        }
        return parts;
    }

    private static Multipart split(String text) {
        return Multipart.split(Slice.of(text.getBytes(StandardCharsets.UTF_8)), "b");
    }

    private static List<String> texts(Multipart multipart) {
        return multipart.parts().stream().map(Slice::text).toList();
    }
}
