/** The parts that both engines share: codecs of keys and values, the store's identity, and the feed of changes. */
@NullMarked
package dev.wayside.kvstore.engine;

import org.jspecify.annotations.NullMarked;
