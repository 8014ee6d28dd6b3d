/** The mapping language: what a YAML file says about a log's text, times, rows and columns, and the readers for it. */
@NullMarked
package dev.wayside.traceingest.mapping;

import org.jspecify.annotations.NullMarked;
