package dev.wayside.traceingest;

import java.util.Set;

/**
 * How a mapped log says that there was no coverage.
 *
 * @param from the column
 * @param values what stands in it then
 */
record NoCoverageMark(String from, Set<String> values) {}
