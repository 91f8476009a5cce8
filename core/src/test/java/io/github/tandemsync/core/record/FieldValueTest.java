package io.github.tandemsync.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class FieldValueTest {
    /**
     * An interface with a default method is initialised before a class of its own, and this one's constant needs such a class: two
     * threads that begin at either end would wait for each other for ever.
     */
    @Test
    void twoThreadsMayInitialiseItFromEitherEnd() {
        assertThat(FieldValue.class.getMethods()).noneMatch(Method::isDefault);
        assertThat(FieldValue.EMPTY).isInstanceOf(FieldValue.Empty.class);
    }

    @Test
    void onlyTheEmptyValueIsEmpty() {
        assertThat(FieldValue.EMPTY.isEmpty()).isTrue();
        assertThat(new FieldValue.Empty().isEmpty()).isTrue();
        assertThat(FieldValue.text("").isEmpty()).isTrue();
        assertThat(FieldValue.text(" ").isEmpty()).isFalse();
        assertThat(FieldValue.number(BigDecimal.ZERO).isEmpty()).isFalse();
        assertThat(new FieldValue.Flag(false).isEmpty()).isFalse();
    }
}
