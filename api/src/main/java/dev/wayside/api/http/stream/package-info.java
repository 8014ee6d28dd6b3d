/** Predictions along a WebSocket, one connection for all carriers of a vehicle. */
@NullMarked
package dev.wayside.api.http.stream;

import org.jspecify.annotations.NullMarked;
