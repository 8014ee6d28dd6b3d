/** Rows of logs: their fields, the checks that all formats share, and the reasons for rejected rows. */
@NullMarked
package dev.wayside.traceingest.row;

import org.jspecify.annotations.NullMarked;
