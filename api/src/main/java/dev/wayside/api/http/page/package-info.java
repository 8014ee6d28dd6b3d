/** Files for browsers: the OpenAPI contract with its page, and the dashboard. */
@NullMarked
package dev.wayside.api.http.page;

import org.jspecify.annotations.NullMarked;
