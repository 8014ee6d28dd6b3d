/**
 * A generator of synthetic high-speed-rail lines.
 *
 * <p>{@link dev.wayside.datasets.line.LineSettings} say which line; {@link dev.wayside.datasets.line.LineGenerator}
 * writes it; {@link dev.wayside.datasets.line.GenerateCommand} does so from the command line. Behind them, in the order
 * of the data:
 *
 * <ol>
 *   <li>what stays: {@code Line} (track, tunnels) and, per carrier, a {@code CarrierNetwork} of {@code Cell}s planned
 *       by {@code NetworkPlanner};
 *   <li>what a day brings: {@code TrainRun} (the train) and {@code CarrierDay} (signal, holes, loads);
 *   <li>what the phone makes of it, tick by tick: {@code RadioScene}, {@code Measurements}, {@code RadioConnection},
 *       {@code UserPlane}, put together by {@code TraceSimulation};
 *   <li>what is written: {@code Sample}s by {@code CanonicalCsv}.
 * </ol>
 *
 * <p>Chance comes from {@code RandomStreams}, one named stream per purpose, carrier, cell and day.
 */
@NullMarked
package dev.wayside.datasets.line;

import org.jspecify.annotations.NullMarked;
