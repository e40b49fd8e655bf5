/** What a training step sees: samples as tensors, augmented and corrupted. */
@NullMarked
package io.diabolo.corrupt;

import org.jspecify.annotations.NullMarked;
