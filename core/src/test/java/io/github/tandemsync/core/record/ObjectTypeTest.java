package io.github.tandemsync.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectTypeTest {
    @ParameterizedTest
    @ValueSource(strings = {"hubspot:companies", "dynamics:account", "d365:new_Thing", "a:0-1", "x9:p123_my.type"})
    void isReadAsItIsWritten(String text) {
        assertThat(ObjectType.parse(text).toString()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "hubspot",
                ":companies",
                "hubspot:",
                "Hubspot:companies",
                "3d:companies",
                "hub spot:companies",
                "hub-spot:companies",
                "hubspot:com panies",
                "hubspot:com:panies",
                "hubspot:com/panies",
                "hubspot:caf\u00e9",
                "\u0661a:companies",
                "hubspot:companies\n",
                "a\u0661:companies",
                "hubspot:\u0661"
            })
    void isNotMadeOfAnythingElse(String text) {
        assertThatThrownBy(() -> ObjectType.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hubspot:companies");
    }
}
