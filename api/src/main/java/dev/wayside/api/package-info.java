/** The HTTP service and the {@code wayside} command line. */
@NullMarked
package dev.wayside.api;

import org.jspecify.annotations.NullMarked;
