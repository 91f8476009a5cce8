package io.github.tandemsync.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private final WireOrganisation organisation = new WireOrganisation();
    private final Changes changes = organisation.client().changes();

    @AfterEach
    void close() {
        organisation.close();
    }

    @Test
    void readsTheDocumentedAnswer() {
        String link = "accounts?$select=name&$deltatoken=919058%2108%2f22%2f2017%2008%3a21%3a20";
        organisation.onExactGet("accounts?$select=name", """
                {"@odata.context":"x/$metadata#accounts(name)/$delta","@odata.deltaLink":"%s","value":[
                 {"@odata.etag":"W/\\"915244\\"","name":"Monte Orton","accountid":"60c4e274-0000-0000-0000-000000000001"},
                 {"@odata.context":"x/$metadata#accounts/$deletedEntity","id":"2E451703-0000-0000-0000-000000000002","reason":"deleted"},
                 {"@odata.context":"x/$metadata#accounts/$deletedEntity","id":"accounts(2e451703-0000-0000-0000-000000000003)","reason":"changed"}]}""".formatted(organisation.api(link)));
        DeltaPage page = changes.start("accounts", List.of("name"), 100);
        assertThat(page.changed()).extracting(Row::etag).containsExactly("W/\"915244\"");
        assertThat(page.deleted())
                .containsExactly("2e451703-0000-0000-0000-000000000002", "2e451703-0000-0000-0000-000000000003");
        assertThat(page.last()).isTrue();
        assertThat(organisation.last().getHeader("Prefer")).isEqualTo("odata.track-changes,odata.maxpagesize=100");

        organisation.onExactGet(link, "{\"value\":[],\"@odata.deltaLink\":\"" + organisation.api(link) + "\"}");
        DeltaPage quiet = changes.after("accounts", page.next(), 100);
        assertThat(quiet.changed()).isEmpty();
        assertThat(quiet.next()).isEqualTo(page.next());
        assertThat(organisation.last().getHeader("Prefer")).isEqualTo("odata.maxpagesize=100");
    }

    @Test
    void onlyTheLastPageHasTheDeltaLink() {
        organisation.onGet(
                "accounts", "{\"value\":[],\"@odata.nextLink\":\"" + organisation.api("accounts?$skiptoken=2") + "\"}");
        DeltaPage page = changes.start("accounts", List.of("name"), 9_999);
        assertThat(page.last()).isFalse();
        assertThat(page.next().query()).isEqualTo("$skiptoken=2");
        assertThat(organisation.last().getHeader("Prefer")).endsWith("maxpagesize=5000");
    }

    @Test
    void anAnswerWithoutALinkIsAFault() {
        organisation.onGet("accounts", "{\"value\":[]}");
        assertThatThrownBy(() -> changes.start("accounts", List.of("name"), 10)).isInstanceOf(DynamicsException.class);
    }

    @Test
    void aDeletedRowWithoutIdIsAFault() {
        organisation.onGet(
                "accounts",
                "{\"value\":[{\"@odata.context\":\"x/$deletedEntity\",\"id\":\"canary\"}],\"@odata.deltaLink\":\""
                        + organisation.api("accounts?$deltatoken=2") + "\"}");
        assertThatThrownBy(() -> changes.start("accounts", List.of("name"), 10))
                .isInstanceOf(DynamicsException.class)
                .hasMessageNotContaining("canary");
    }

    @Test
    void anExpiredTokenThrowsWithItsCode() {
        organisation.on("accounts", 400, "{\"error\":{\"code\":\"0x80044352\",\"message\":\"x\"}}");
        assertThatThrownBy(() -> changes.after("accounts", new Continuation("$deltatoken=1"), 10))
                .isInstanceOfSatisfying(
                        DynamicsException.class, e -> assertThat(e.code()).isEqualTo(ApiError.EXPIRED_TOKEN));
    }
}
