package io.github.tandemsync.simulators.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.simulators.dataverse.internal.odata.Prefer;
import io.github.tandemsync.simulators.server.Body;
import io.github.tandemsync.simulators.server.Headers;
import io.github.tandemsync.simulators.server.Reply;

/** Answers in the vendor's shapes. */
final class Replies {
    private Replies() {}

    static Reply json(int status, ObjectNode body, String label) {
        Headers headers =
                Headers.of("Content-Type", "application/json; odata.metadata=minimal", "OData-Version", "4.0");
        return new Reply(status, headers, Body.utf8(Json.write(body)), label);
    }

    static Reply none(int status, String label) {
        return new Reply(status, Headers.of("OData-Version", "4.0"), Body.EMPTY, label);
    }

    static Reply text(String text, String label) {
        return new Reply(200, Headers.of("Content-Type", "text/plain", "OData-Version", "4.0"), Body.utf8(text), label);
    }

    /** The error body; more is told when all annotations are asked for. */
    static Reply error(DataverseFault fault, Prefer prefer, String label) {
        ObjectNode error = Json.object();
        error.put("code", fault.code());
        error.put("message", String.valueOf(fault.getMessage()));
        if (prefer.wants("Microsoft.PowerApps.CDS.HelpLink")) {
            error.put("@Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus", "0");
            error.put("@Microsoft.PowerApps.CDS.ErrorDetails.SubErrorCode", "-2146233088");
            error.put("@Microsoft.PowerApps.CDS.HelpLink", "http://go.microsoft.com/fwlink/?LinkID=398563");
            error.put("@Microsoft.PowerApps.CDS.TraceText", "");
            error.put("@Microsoft.PowerApps.CDS.InnerError.Message", String.valueOf(fault.getMessage()));
        }
        ObjectNode body = Json.object();
        body.set("error", error);
        return json(fault.status(), body, label);
    }
}
