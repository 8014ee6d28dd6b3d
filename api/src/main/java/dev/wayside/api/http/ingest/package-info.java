/** Calls that take traces in. */
@NullMarked
package dev.wayside.api.http.ingest;

import org.jspecify.annotations.NullMarked;
