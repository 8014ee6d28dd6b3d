/** Deletion of days, retention, and backups. */
@NullMarked
package dev.wayside.api.http.upkeep;

import org.jspecify.annotations.NullMarked;
