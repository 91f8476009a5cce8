package io.github.tandemsync.mapping;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How two texts are compared, by the key {@code compare} of a field or match rule. What is written is always the source's own
 * text in its canonical form (Unicode NFC, LF line ends, no blanks around), not the compared form.
 */
@SuppressWarnings("ImmutableEnumChecker") // the forms are pure functions
public enum Comparison {
    /** Character by character, in canonical form. The default. */
    TEXT(Canonical::text),
    /** As {@link #TEXT}, without letter case. */
    TEXT_IGNORE_CASE(Canonical::ignoringCase),
    /** Words of letters and digits, without letter case and punctuation: {@code ACME, Inc.} is {@code Acme Inc}. */
    WORDS(Canonical::words),
    /** The host of a domain or web address, without {@code www.}, scheme, port and path. */
    DOMAIN(Domains::canonical),
    /** An e-mail address, without letter case. */
    EMAIL(Canonical::ignoringCase),
    /** Digits and a leading plus sign. No country is guessed. */
    PHONE(Canonical::phone);

    private static final int FEWEST_DIGITS = 6;

    private final UnaryOperator<String> form;

    Comparison(UnaryOperator<String> form) {
        this.form = form;
    }

    /** The word used in a mapping, such as {@code text-ignore-case}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The form in which texts are compared; equal forms mean the same. Empty for a blank text. */
    String form(String raw) {
        return form.apply(raw);
    }

    /** The form by which records are matched; null where it says too little: blank, not a host, no address, few digits. */
    @Nullable
    String key(String raw) {
        String key = form(raw);
        boolean telling = switch (this) {
            case DOMAIN -> Domains.host(raw) != null;
            case EMAIL -> key.indexOf('@') > 0;
            case PHONE -> isPhone(key);
            default -> !key.isEmpty();
        };
        return telling ? key : null;
    }

    static List<String> texts() {
        return Stream.of(values()).map(Comparison::text).toList();
    }

    private static boolean isPhone(String key) {
        String digits = key.startsWith("+") ? key.substring(1) : key;
        return digits.length() >= FEWEST_DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
