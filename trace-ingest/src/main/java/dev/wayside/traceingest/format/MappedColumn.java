package dev.wayside.traceingest.format;

import java.util.List;
import java.util.Set;

/**
 * The source of one of Wayside's columns.
 *
 * @param from the log's columns; texts of several are joined by hyphens
 * @param factor factor for the log's number
 * @param missing marks for "not measured", in addition to those of the mapping
 * @param optional true if logs without these columns are read too
 */
record MappedColumn(List<String> from, double factor, Set<String> missing, boolean optional) {}
