/**
 * Networks in pure Java whose results have the same bits on every JVM, processor and number of threads.
 *
 * <p>{@link io.diabolo.runtime.FeatureMap} holds activations, {@link io.diabolo.runtime.Convolution} is the one layer that
 * computes, {@link io.diabolo.runtime.Kernel} its inner loop in three forms, {@link io.diabolo.runtime.Workers} the threads.
 *
 * <p>Why the bits are the same: float arithmetic is strict since Java 17 (JEP 306) and {@link Math#fma} is exactly
 * specified; each output value is one chain of fused multiply-adds in a fixed order; vector lanes and threads only divide
 * the outputs between them, never a sum.
 */
@NullMarked
package io.diabolo.runtime;

import org.jspecify.annotations.NullMarked;
