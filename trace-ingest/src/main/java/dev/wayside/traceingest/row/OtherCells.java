package dev.wayside.traceingest.row;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The columns by which a log marks the rows of other cells than the serving one, if nobody has said how to read them.
 * Not thread-safe.
 */
public final class OtherCells {

    /** Names with which Android's loggers mark the serving cell, without case and punctuation. */
    private static final Set<String> SERVING = Set.of(
            "servingcell",
            "serving",
            "isserving",
            "isservingcell",
            "registered",
            "isregistered",
            "mregistered",
            "registeredcell",
            "isregisteredcell",
            "cellregistered");

    private static final Set<String> NEIGHBOUR = Set.of(
            "neighbour",
            "neighbor",
            "isneighbour",
            "isneighbor",
            "neighbouring",
            "neighboring",
            "isneighbouring",
            "isneighboring",
            "neighbourcell",
            "neighborcell",
            "isneighbourcell",
            "isneighborcell");

    private static final Set<String> KIND = Set.of("celltype", "cellrole", "cellkind", "role");

    private static final Set<String> YES = Set.of("true", "1", "1.0", "yes", "y", "t");
    private static final Set<String> NO = Set.of("false", "0", "0.0", "no", "n", "f");
    private static final Set<String> SERVING_WORDS = Set.of("serving", "registered", "primary");
    private static final Set<String> NEIGHBOUR_WORDS = Set.of(
            "neighbour",
            "neighbor",
            "neighbouring",
            "neighboring",
            "neighbour_cell",
            "neighbor_cell",
            "not_registered",
            "unregistered");

    /** Spellings of these names as keys of JSON, which are not known before the rows. */
    private static final List<String> KEYS = List.of(
            "servingCell",
            "serving_cell",
            "serving",
            "isServing",
            "is_serving",
            "isServingCell",
            "is_serving_cell",
            "registered",
            "isRegistered",
            "is_registered",
            "mRegistered",
            "neighbour",
            "neighbor",
            "isNeighbour",
            "isNeighbor",
            "is_neighbour",
            "is_neighbor",
            "cellType",
            "cell_type");

    private final List<String> header;
    private final boolean[] marks;
    private String condition = "";
    private boolean noted;

    private OtherCells(List<String> header, boolean[] marks) {
        this.header = header;
        this.marks = marks;
    }

    /** A log without such columns, or one that says which rows to keep. */
    public static OtherCells none() {
        return new OtherCells(List.of(), new boolean[0]);
    }

    /**
     * The columns of a log.
     *
     * @param isNamed true for a column that has a meaning already
     */
    public static OtherCells in(List<String> header, IntPredicate isNamed) {
        boolean[] marks = new boolean[header.size()];
        IntStream.range(0, marks.length).forEach(i -> marks[i] = isMark(header.get(i)) && !isNamed.test(i));
        return new OtherCells(List.copyOf(header), marks);
    }

    /** The keys next to one in a record of JSON that may be such columns. */
    public static List<String> keysNextTo(String path) {
        String parent = path.substring(0, path.lastIndexOf('.') + 1);
        return KEYS.stream().map(key -> parent + key).toList();
    }

    /** Reads a field of a row. */
    public void field(int index, FieldText text) {
        if (index < marks.length && marks[index] && !text.isEmpty()) {
            read(index, text.toString());
        }
    }

    /**
     * Leaves out the row whose fields were read, if they say that it is of another cell.
     *
     * @param notes receives the first time that this happens
     * @param remedy for the note, with the condition as {@code %s}
     * @return true if the row is left out
     */
    public boolean leaveOut(RowDraft draft, Consumer<String> notes, String remedy) {
        String found = condition;
        condition = "";
        if (found.isEmpty() || draft.isRejected()) {
            return false;
        }
        if (!noted) {
            notes.accept("rows of other cells are left out, as its column says; " + remedy.formatted(found));
            noted = true;
        }
        draft.leaveOut();
        return true;
    }

    private void read(int index, String text) {
        String name = plain(header.get(index));
        String value = text.strip().toLowerCase(Locale.ROOT);
        boolean neighbour = NEIGHBOUR_WORDS.contains(value)
                || (SERVING.contains(name) && NO.contains(value))
                || (NEIGHBOUR.contains(name) && YES.contains(value));
        if (neighbour) {
            condition = header.get(index) + ": [\"" + text.strip() + "\"]";
        } else if (!KIND.contains(name) && !isKnown(value)) {
            // It holds something else, an identity for instance.
            marks[index] = false;
        }
    }

    private static boolean isKnown(String value) {
        return YES.contains(value) || NO.contains(value) || SERVING_WORDS.contains(value);
    }

    private static boolean isMark(String column) {
        String name = plain(column);
        return SERVING.contains(name) || NEIGHBOUR.contains(name) || KIND.contains(name);
    }

    /** The last key of a path, without case and punctuation. */
    private static String plain(String column) {
        return column.substring(column.lastIndexOf('.') + 1)
                .replaceAll("[^\\p{L}\\d]", "")
                .toLowerCase(Locale.ROOT);
    }
}
