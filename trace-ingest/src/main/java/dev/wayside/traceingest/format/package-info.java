/** The log formats: their detection, their readers, and mappings of columns. */
@NullMarked
package dev.wayside.traceingest.format;

import org.jspecify.annotations.NullMarked;
