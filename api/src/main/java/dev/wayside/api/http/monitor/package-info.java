/** For operators: metrics, the access log, and the health calls. */
@NullMarked
package dev.wayside.api.http.monitor;

import org.jspecify.annotations.NullMarked;
