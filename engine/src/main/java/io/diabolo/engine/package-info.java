/**
 * Tensors, gradients and optimisers over libtorch: the only package that imports the binding.
 *
 * <p>Start with {@link io.diabolo.engine.Tensor} and {@link io.diabolo.engine.TensorScope}: every tensor belongs to a
 * scope, and is freed when that closes; nothing is left to the garbage collector. A native mistake would kill the whole
 * process, so {@code Tensor} checks shapes and life-times itself, and nothing above this package sees a native pointer.
 *
 * <p>Shapes in javadoc: N batch, C channels, H height, W width, F features, D latent.
 */
@NullMarked
package io.diabolo.engine;

import org.jspecify.annotations.NullMarked;
