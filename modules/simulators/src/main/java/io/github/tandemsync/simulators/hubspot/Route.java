package io.github.tandemsync.simulators.hubspot;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A path taken apart: {@code /crm/objects/2026-09/companies/7} and {@code /crm/v3/objects/companies/7} are both area
 * {@code objects} and rest {@code companies, 7}.
 */
record Route(String area, String version, List<String> rest) {
    /** The release from which form rules bind API writes, and whose specification has no listing of associations. */
    static final String NEWEST = "2026-09";

    private static final Set<String> DATED = Set.of(NEWEST, "2026-03");
    private static final String TOKEN_INFO = "oauth/v2/private-apps/get/access-token-info";

    static Optional<Route> of(List<String> path) {
        return parse(path).filter(Route::known);
    }

    /** The name of the operation for the request log, such as {@code companies.batch.read}. */
    String label(String method) {
        if (!area.equals("objects")) {
            String path = Stream.concat(Stream.of(area), rest.stream().limit(4)).collect(Collectors.joining("."));
            return rest.contains("batch") ? path : path + suffix(method);
        }
        if (rest.size() == 1) {
            return type() + (method.equals("GET") ? ".list" : ".create");
        }
        if (rest.size() == 2) {
            return type() + "."
                    + (Set.of("search", "merge", "gdpr-delete").contains(rest.get(1)) ? rest.get(1) : verb(method));
        }
        return type() + (rest.get(1).equals("batch") ? ".batch." + rest.get(2) : ".associations" + suffix(method));
    }

    private String type() {
        return ObjectTypes.find(rest.get(0)).map(ObjectTypeDef::name).orElse("unknown");
    }

    private static String suffix(String method) {
        return "." + verb(method);
    }

    private static String verb(String method) {
        return switch (method) {
            case "GET" -> "get";
            case "POST" -> "post";
            case "PUT" -> "put";
            case "PATCH" -> "update";
            case "DELETE" -> "archive";
            default -> "other";
        };
    }

    private static Optional<Route> parse(List<String> path) {
        if (path.size() >= 2 && path.get(0).equals("account-info")) {
            return Optional.of(new Route("account-info", path.get(1), path.subList(2, path.size())));
        }
        if (String.join("/", path).equals(TOKEN_INFO)) {
            return Optional.of(new Route("oauth", path.get(1), List.of("access-token-info")));
        }
        if (path.size() < 3 || !path.get(0).equals("crm")) {
            return Optional.empty();
        }
        boolean legacy = path.get(1).equals("v3") || path.get(1).equals("v4");
        return Optional.of(new Route(
                path.get(legacy ? 2 : 1), path.get(legacy ? 1 : 2), List.copyOf(path.subList(3, path.size()))));
    }

    private boolean known() {
        boolean associations = area.equals("associations") || (area.equals("objects") && rest.contains("associations"));
        boolean versionKnown =
                area.equals("oauth") || DATED.contains(version) || version.equals(associations ? "v4" : "v3");
        boolean hasType = !Set.of("objects", "properties", "associations").contains(area) || !rest.isEmpty();
        return versionKnown && hasType;
    }
}
