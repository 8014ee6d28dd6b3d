package dev.wayside.traceingest;

/**
 * A sign that a log was not read as it was meant. The log is stored nevertheless, unless the ingestion is strict.
 *
 * @param kind the sign
 * @param text the sign in words, with its figures
 * @param remedy the remedy for the operator
 */
public record Warning(Kind kind, String text, String remedy) {

    /** The signs. */
    public enum Kind {
        /** Half or more of the rows are rejected. */
        MOSTLY_REJECTED("mostly rejected"),
        /** Times before 1990 or in the future. */
        TIMES_IMPLAUSIBLE("times implausible"),
        /** Many rows of few times. */
        TIMES_ROUNDED("times rounded"),
        /** A log that may be of either pass of a repeated hour. */
        PASS_ASSUMED("pass of a repeated hour assumed"),
        /** Carriers that differ in case, or in a zero. */
        CARRIERS_ALIKE("carriers alike"),
        /** Cell ids in hexadecimal without a prefix. */
        CELLS_HEXADECIMAL("cell ids hexadecimal"),
        /** Cell ids that are no identities. */
        CELLS_SMALL("cell ids small"),
        /** A cell with two names. */
        CELLS_SPELLED_TWICE("cells spelled twice"),
        /** Cell ids that went through a floating-point number. */
        CELLS_ROUNDED("cell ids rounded"),
        /** The cell changes in more than a third of the rows. */
        CELL_CHANGES_OFTEN("cell changes often"),
        /** Two cells take turns within the same seconds. */
        CELLS_TAKE_TURNS("two cells take turns"),
        /** No visit is as long as a window. */
        NO_WINDOWS("no windows"),
        /** A log that is finer than the store's grid. */
        AVERAGED("finer than the grid"),
        /** A log that is coarser than the store's grid. */
        INTERPOLATED("coarser than the grid");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** The title for summaries. */
        public String title() {
            return title;
        }
    }

    @Override
    public String toString() {
        return text + "; " + remedy;
    }
}
