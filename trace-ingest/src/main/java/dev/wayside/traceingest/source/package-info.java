/** The files of logs: where they are, which lines are sound, and which files belong to them. */
@NullMarked
package dev.wayside.traceingest.source;

import org.jspecify.annotations.NullMarked;
