package dev.wayside.traceingest.mapping;

import java.util.Set;

/**
 * A mapped log's mark for no coverage.
 *
 * @param from the column
 * @param values its values without coverage
 */
record NoCoverageMark(String from, Set<String> values) {}
