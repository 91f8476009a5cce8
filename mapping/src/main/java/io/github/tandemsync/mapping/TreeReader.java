package io.github.tandemsync.mapping;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Builds the tree from the parser's events, which come without recursion, so that depth and size are bounded before anything is
 * built from them. For one document.
 */
final class TreeReader {
    static final int MOST_BYTES = 256 * 1024;
    static final int MOST_NODES = 20_000;
    static final int MOST_DEPTH = 20;
    static final String TOO_LONG = "A mapping may have at most 256 KiB; split it into one file per pair";

    private static final String REMEDY =
            "; close every bracket and quote, indent by blanks only, and put a text with ': ',"
                    + " ' #' or a special character at its beginning in quotes";

    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<Anchor, Tree> anchors = new HashMap<>();
    private @Nullable Tree root;

    /** A collection whose end has not been seen. */
    private static final class Open {
        private final boolean isBlock;
        private final Place place;
        private final Optional<Anchor> anchor;
        private final List<Tree> items = new ArrayList<>();
        private int size = 1;

        private Open(boolean isBlock, Place place, Optional<Anchor> anchor) {
            this.isBlock = isBlock;
            this.place = place;
            this.anchor = anchor;
        }
    }

    /** What ends the reading. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final DiagnosticCode code;
        private final transient Place place;

        private Stop(DiagnosticCode code, Place place, String message) {
            super(message);
            this.code = code;
            this.place = place;
        }

        private String text() {
            return String.valueOf(getMessage());
        }
    }

    private TreeReader() {}

    /** The document; null where the report says why there is none. */
    static @Nullable Tree read(String text, Report report) {
        try {
            if (text.length() > MOST_BYTES) {
                throw new Stop(DiagnosticCode.TOO_LARGE, Place.NOWHERE, TOO_LONG);
            }
            return new TreeReader().document(text);
        } catch (Stop stop) {
            report.add(stop.code, stop.place, "", stop.text());
        } catch (MarkedYamlEngineException wrong) {
            Place place = wrong.getProblemMark().map(TreeReader::place).orElse(Place.NOWHERE);
            report.add(
                    DiagnosticCode.BAD_YAML,
                    place,
                    "",
                    "This is not YAML: " + wrong.getProblem() + opened(wrong) + REMEDY);
        } catch (YamlEngineException wrong) {
            String why = "This is not YAML: it holds a character that YAML does not allow; remove it";
            report.add(DiagnosticCode.BAD_YAML, Place.NOWHERE, "", why);
        }
        return null;
    }

    /** Where the part began that went wrong: an end that is missing is found far below. */
    private static String opened(MarkedYamlEngineException wrong) {
        return wrong.getContextMark()
                .map(mark -> " (in what begins at line " + place(mark).line() + ")")
                .orElse("");
    }

    private Tree document(String text) {
        LoadSettings settings = LoadSettings.builder().build();
        for (Event event : new Parse(settings).parseString(text)) {
            take(event);
        }
        if (root == null) {
            throw new Stop(DiagnosticCode.BAD_YAML, new Place(1, 1), "The document is empty; begin with 'pair: ...'");
        }
        return root;
    }

    private void take(Event event) {
        Place place = event.getStartMark().map(TreeReader::place).orElse(Place.NOWHERE);
        switch (event.getEventId()) {
            case DocumentStart -> onlyOne(place);
            case Scalar -> scalar((ScalarEvent) event, place);
            case Alias -> add(aliased((AliasEvent) event, place), Optional.empty(), place);
            case SequenceStart -> begin((CollectionStartEvent) event, false, place);
            case MappingStart -> begin((CollectionStartEvent) event, true, place);
            case SequenceEnd, MappingEnd -> end();
            default -> {}
        }
    }

    private void onlyOne(Place place) {
        if (root != null) {
            throw new Stop(DiagnosticCode.BAD_YAML, place, "A file holds one mapping; move the second document out");
        }
    }

    private void scalar(ScalarEvent event, Place place) {
        refuseTag(event.getTag(), place);
        // a plain null is a key without a value
        boolean isNull = event.isPlain()
                && (event.getValue().equals("~") || event.getValue().equals("null"));
        add(new Tree.Scalar(isNull ? "" : event.getValue(), place), event.getAnchor(), place);
    }

    private Tree aliased(AliasEvent event, Place place) {
        Tree known = anchors.get(event.getAlias());
        if (known == null) {
            throw new Stop(DiagnosticCode.BAD_YAML, place, "The alias has no complete anchor before it");
        }
        return known;
    }

    private void begin(CollectionStartEvent event, boolean isBlock, Place place) {
        refuseTag(event.getTag(), place);
        if (open.size() >= MOST_DEPTH) {
            String why = "A mapping may be nested at most " + MOST_DEPTH + " deep";
            throw new Stop(DiagnosticCode.TOO_LARGE, place, why);
        }
        open.push(new Open(isBlock, place, ((NodeEvent) event).getAnchor()));
    }

    private void end() {
        Open done = open.pop();
        Tree tree = done.isBlock
                ? new Tree.Block(entries(done), done.size, done.place)
                : new Tree.Sequence(List.copyOf(done.items), done.size, done.place);
        add(tree, done.anchor, done.place);
    }

    private void add(Tree tree, Optional<Anchor> anchor, Place place) {
        anchor.ifPresent(name -> anchors.put(name, tree));
        Open around = open.peek();
        if (around == null) {
            root = tree;
            return;
        }
        around.items.add(tree);
        around.size += tree.size();
        if (around.size > MOST_NODES) {
            String why = "A mapping may have at most " + MOST_NODES + " nodes, aliases written out";
            throw new Stop(DiagnosticCode.TOO_LARGE, place, why);
        }
    }

    private static List<Tree.Entry> entries(Open block) {
        List<Tree.Entry> entries = new ArrayList<>();
        for (int i = 0; i + 1 < block.items.size(); i += 2) {
            Tree key = block.items.get(i);
            if (!(key instanceof Tree.Scalar name)) {
                throw new Stop(DiagnosticCode.BAD_YAML, key.place(), "A key must be a plain text");
            }
            entries.add(new Tree.Entry(name, block.items.get(i + 1)));
        }
        return List.copyOf(entries);
    }

    private static void refuseTag(Optional<String> tag, Place place) {
        if (tag.isPresent()) {
            throw new Stop(DiagnosticCode.BAD_YAML, place, "A mapping has no tags ('!...'); remove the tag");
        }
    }

    private static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
