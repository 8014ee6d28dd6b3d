/**
 * The evaluation: what a prediction is worth on a day that the history has not seen.
 *
 * <p>In the order of the data: {@code RideCatalogue} finds the rides of each day in a store; {@code Ride} is one of
 * them on the store's grid; {@code RideWalk} asks at even steps and keeps each {@code Moment}, what was known and what
 * came; {@code QuantityEvaluation} and {@code EventEvaluation} let each rule learn from the other days and score it on
 * the day left out; {@code Evaluation} puts all of it together, and {@code EvaluationText} and {@code EvaluationPage}
 * show it.
 */
@NullMarked
package dev.wayside.datasets.evaluation;

import org.jspecify.annotations.NullMarked;
