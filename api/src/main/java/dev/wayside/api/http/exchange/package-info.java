/**
 * Parts that every call needs: JSON and bodies in and out, pages of listings, and problem details (RFC 9457) for
 * errors.
 */
@NullMarked
package dev.wayside.api.http.exchange;

import org.jspecify.annotations.NullMarked;
