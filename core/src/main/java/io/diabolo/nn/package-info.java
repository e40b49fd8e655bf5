/**
 * Layers with named parameters. {@link io.diabolo.nn.LayerConfig} describes a layer without any native code (shapes,
 * number of parameters, JSON) and builds it; {@link io.diabolo.nn.Sequential} runs them in order.
 *
 * <p>Shapes: N batch, C channels, L length, H height, W width, F features. The shape of ONE example has no N.
 */
@NullMarked
package io.diabolo.nn;

import org.jspecify.annotations.NullMarked;
