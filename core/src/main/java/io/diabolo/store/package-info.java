/** Saved models: {@link io.diabolo.store.ModelFolder} saves and loads one. */
@NullMarked
package io.diabolo.store;

import org.jspecify.annotations.NullMarked;
