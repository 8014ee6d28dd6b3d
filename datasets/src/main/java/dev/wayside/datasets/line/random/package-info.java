/** Random numbers of the generated line: one named stream per purpose, and the processes made of them. */
@NullMarked
package dev.wayside.datasets.line.random;

import org.jspecify.annotations.NullMarked;
