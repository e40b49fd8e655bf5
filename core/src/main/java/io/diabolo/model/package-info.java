/**
 * Autoencoders. {@link io.diabolo.model.AutoencoderConfig} describes one without native code and builds the
 * {@link io.diabolo.model.Autoencoder}; {@link io.diabolo.model.Objective} is what its training minimises.
 *
 * <p>Shapes: N batch, C channels, H height, W width, F features, D latent. {@code latent} is always what the decoder eats.
 */
@NullMarked
package io.diabolo.model;

import org.jspecify.annotations.NullMarked;
