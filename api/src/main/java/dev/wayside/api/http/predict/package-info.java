/** Predictions and estimates: requests parsed, answers built. */
@NullMarked
package dev.wayside.api.http.predict;

import org.jspecify.annotations.NullMarked;
