/** From log files to visits, windows, performance and handovers in the history store. */
@NullMarked
package dev.wayside.traceingest;

import org.jspecify.annotations.NullMarked;
