package io.github.tandemsync.mapping;

import java.util.HashMap;
import java.util.Map;

/** Where each part of a mapping stands in its file, by path. */
final class Positions {
    private final String source;
    private final Map<String, Place> places = new HashMap<>();

    Positions(String source) {
        this.source = source;
    }

    String source() {
        return source;
    }

    void put(String path, Place place) {
        places.putIfAbsent(path, place);
    }

    /** The place of the path, or of the nearest part around it. */
    Place at(String path) {
        for (String part = path; !part.isEmpty(); part = around(part)) {
            Place place = places.get(part);
            if (place != null) {
                return place;
            }
        }
        return places.getOrDefault("", Place.NOWHERE);
    }

    private static String around(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
}
