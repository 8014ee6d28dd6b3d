/** The commands and options for stores, and the syntax of their locations. */
@NullMarked
package dev.wayside.kvstore.command;

import org.jspecify.annotations.NullMarked;
