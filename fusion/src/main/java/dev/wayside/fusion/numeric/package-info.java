/** Numerical methods: regressions, a quadratic programme, standardised columns and bins. */
@NullMarked
package dev.wayside.fusion.numeric;

import org.jspecify.annotations.NullMarked;
