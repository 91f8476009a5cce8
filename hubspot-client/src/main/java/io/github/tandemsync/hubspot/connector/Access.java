package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.connector.AccessReport;
import io.github.tandemsync.core.connector.AccessReport.Finding;
import io.github.tandemsync.core.connector.AccessRequest;
import io.github.tandemsync.core.connector.AccessRequest.Right;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.hubspot.Account.TokenInfo;
import io.github.tandemsync.hubspot.HubSpotClient;
import io.github.tandemsync.hubspot.HubSpotException;
import io.github.tandemsync.hubspot.ObjectList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares what is wanted with what the token may do: by the scopes that HubSpot lists for a private app's token, else by trying,
 * with a read of one record and with writes of empty batches, which change nothing.
 */
record Access(HubSpotClient client, KeyProperty key, AppIdentity app) {

    AccessReport report(Set<AccessRequest> wanted) {
        Optional<TokenInfo> info = client.account().tokenInfo();
        app.learn(info);
        Optional<Set<String>> scopes =
                info.map(TokenInfo::scopes).map(Set::copyOf).filter(all -> !all.isEmpty());
        List<AccessRequest> ordered = wanted.stream()
                .sorted(Comparator.comparing(AccessRequest::type).thenComparing(AccessRequest::right))
                .toList();
        List<Finding> findings = new ArrayList<>();
        for (AccessRequest request : ordered) {
            if (!(scopes.isPresent() ? listed(scopes.get(), request) : tried(request))) {
                findings.add(new Finding(request, true, remedy(request)));
            }
        }
        findings.addAll(unusableKeys(ordered, findings));
        findings.addAll(unknownApp(ordered, findings));
        return new AccessReport(findings);
    }

    private List<Finding> unusableKeys(List<AccessRequest> wanted, List<Finding> sofar) {
        Set<AccessRequest> missing = sofar.stream().map(Finding::request).collect(Collectors.toSet());
        List<Finding> findings = new ArrayList<>();
        for (AccessRequest request : wanted) {
            if (request.right() == Right.CREATE
                    && !missing.contains(request)
                    && !missing.contains(new AccessRequest(request.type(), Right.READ))) {
                String problem = key.problem(request.type());
                if (problem != null) {
                    findings.add(new Finding(request, true, problem));
                }
            }
        }
        return findings;
    }

    private List<Finding> unknownApp(List<AccessRequest> wanted, List<Finding> sofar) {
        Set<AccessRequest> missing = sofar.stream().map(Finding::request).collect(Collectors.toSet());
        return wanted.stream()
                .filter(request -> request.right() == Right.UPDATE && !missing.contains(request))
                .filter(request -> !app.isKnown())
                .map(request -> new Finding(request, true, AppIdentity.REMEDY))
                .toList();
    }

    private static boolean listed(Set<String> scopes, AccessRequest request) {
        return scopes.contains(scope(request));
    }

    private boolean tried(AccessRequest request) {
        try {
            attempt(request.type(), request.right());
            return true;
        } catch (HubSpotException e) {
            if (e.category() == Category.FORBIDDEN) {
                return false;
            }
            if (e.category() == Category.INVALID) {
                return true;
            }
            throw e;
        }
    }

    private void attempt(ObjectType type, Right right) {
        switch (right) {
            case READ -> client.objects(type.name()).list(new ObjectList(Set.of(), false, 1, null));
            case CREATE -> client.objects(type.name()).batchCreate(List.of());
            case UPDATE -> client.objects(type.name()).batchUpdate(List.of());
            case REMOVE -> client.objects(type.name()).batchArchive(List.of());
        }
    }

    private static String scope(AccessRequest request) {
        TypeProfile profile = TypeProfile.of(request.type());
        return request.right() == Right.READ ? profile.readScope() : profile.writeScope();
    }

    private static String remedy(AccessRequest request) {
        return "Add the scope " + scope(request) + " to the service key or app whose token this is";
    }
}
