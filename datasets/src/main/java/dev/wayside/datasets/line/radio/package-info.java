/** Radio of the generated line: path loss, antennas, shadowing and fading along a stretch of track. */
@NullMarked
package dev.wayside.datasets.line.radio;

import org.jspecify.annotations.NullMarked;
