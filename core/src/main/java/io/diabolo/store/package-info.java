/**
 * Files that outlive a run. {@link io.diabolo.store.AtomicFiles} is how everything is written: whole or not at all;
 * {@link io.diabolo.store.Safetensors} holds the weights.
 */
@NullMarked
package io.diabolo.store;

import org.jspecify.annotations.NullMarked;
