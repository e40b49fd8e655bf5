/**
 * Saved models. {@link io.diabolo.store.ModelFolder} saves and loads one;
 * {@link io.diabolo.store.Safetensors} holds the weights.
 */
@NullMarked
package io.diabolo.store;

import org.jspecify.annotations.NullMarked;
