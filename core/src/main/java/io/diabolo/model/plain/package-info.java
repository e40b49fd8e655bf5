/** The plain autoencoder: the latent is a linear projection of the encoder's features. */
@NullMarked
package io.diabolo.model.plain;

import org.jspecify.annotations.NullMarked;
