/**
 * A client of the HTTP service on the JDK's own, for programs that must not bring the service along.
 *
 * <p>{@link dev.wayside.client.WaysideClient} asks for predictions and sends traces; what comes back of predictions is
 * {@link dev.wayside.client.CarrierPrediction}. {@link dev.wayside.client.PredictionStream} is the streaming connection
 * of one vehicle, {@link dev.wayside.client.OpenTrip} a trip whose rows go out as they are measured.
 */
@NullMarked
package dev.wayside.client;

import org.jspecify.annotations.NullMarked;
