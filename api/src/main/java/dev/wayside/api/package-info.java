/** The {@code wayside} command line. The HTTP service it can start is in {@link dev.wayside.api.http}. */
@NullMarked
package dev.wayside.api;

import org.jspecify.annotations.NullMarked;
