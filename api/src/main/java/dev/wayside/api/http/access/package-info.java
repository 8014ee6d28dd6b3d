/** Access to the service: tokens and scopes, host names, origins of pages, rates, and the keys of TLS. */
@NullMarked
package dev.wayside.api.http.access;

import org.jspecify.annotations.NullMarked;
