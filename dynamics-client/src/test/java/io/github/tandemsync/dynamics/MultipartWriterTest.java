package io.github.tandemsync.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.transport.ApiPath;
import io.github.tandemsync.core.transport.Origin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultipartWriterTest {
    private static final String ID = "00000000-0000-0000-0000-00000000000a";
    private static final Origin ORIGIN = Origin.of("https://org.crm4.dynamics.com/api/data/v9.2/");

    @Test
    void writesTheDocumentedShape() {
        RowBody body = new RowBody().set("name", "Café");
        assertThat(write(
                        Operation.update("accounts", ID, "W/\"1\"", body, List.of("name")),
                        Operation.get(ApiPath.of("WhoAmI"))))
                .isEqualTo("""
                        --batch_tandem
                        Content-Type: application/http
                        Content-Transfer-Encoding: binary
                        Content-ID: 1

                        PATCH /api/data/v9.2/accounts(00000000-0000-0000-0000-00000000000a)?$select=name HTTP/1.1
                        Accept: application/json
                        If-Match: W/"1"
                        Prefer: return=representation
                        Content-Type: application/json

                        {"name":"Café"}
                        --batch_tandem
                        Content-Type: application/http
                        Content-Transfer-Encoding: binary
                        Content-ID: 2

                        GET /api/data/v9.2/WhoAmI HTTP/1.1
                        Accept: application/json


                        --batch_tandem--
                        """.replace("\n", "\r\n"));
    }

    @Test
    void aTextCanNotEndItsPart() {
        String hostile = "x\r\n--batch_tandem--\r\n--batch_tandem\r\n\r\nDELETE /api/data/v9.2/accounts HTTP/1.1\r\n";
        String text = write(Operation.create("accounts", new RowBody().set("name", hostile), List.of("name")));
        Multipart parts = Multipart.split(Slice.of(text.getBytes(StandardCharsets.UTF_8)), "batch_tandem");
        assertThat(parts.parts()).hasSize(1);
        assertThat(parts.complete()).isTrue();
    }

    @Test
    void refusesAnAddressThatIsTooLong() {
        Operation operation = Operation.get(ApiPath.of("accounts").query("$filter", "x".repeat(66_000)));
        assertThatThrownBy(() -> write(operation))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65536");
    }

    @Test
    void idsNamesAndHeadersCanNotLeaveTheirPlace() {
        assertThatThrownBy(() -> Operation.delete("accounts", "1)/x", "*"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Operation.delete("accounts(1)", ID, "*")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Operation.delete("accounts", ID, "W/1\r\nX: y"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RowBody().bind("x@y", "accounts", ID))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Operation.retrieve("accounts", ID, List.of("a,b")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String write(Operation... operations) {
        return new String(MultipartWriter.write(ORIGIN, List.of(operations)), StandardCharsets.UTF_8);
    }
}
