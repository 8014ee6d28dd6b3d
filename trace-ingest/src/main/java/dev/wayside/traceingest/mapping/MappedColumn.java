package dev.wayside.traceingest.mapping;

import java.util.List;

/**
 * The source of one of Wayside's columns: the log's number times factor, plus offset, or its text.
 *
 * @param source the log's columns and how to read them
 * @param factor factor for the log's number
 * @param offset added to the product
 * @param units the spellings of its unit that may be behind the number
 * @param missing marks for "not measured"
 * @param optional true if logs without these columns are read too
 */
record MappedColumn(
        MappedSource source,
        double factor,
        double offset,
        List<String> units,
        List<String> missing,
        boolean optional) {}
