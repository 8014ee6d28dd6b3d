package dev.wayside.traceingest;

import java.util.List;
import java.util.Set;

/**
 * Where one of Wayside's columns comes from.
 *
 * @param from the log's columns; texts of several are joined by hyphens
 * @param factor what the log's number is multiplied with
 * @param missing marks for nothing measured, beside those of the whole mapping
 * @param optional whether logs without these columns are read all the same
 */
record MappedColumn(List<String> from, double factor, Set<String> missing, boolean optional) {}
