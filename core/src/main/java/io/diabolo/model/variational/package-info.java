/** The variational autoencoder: the latent is sampled from a Gaussian whose distance from the prior is the penalty. */
@NullMarked
package io.diabolo.model.variational;

import org.jspecify.annotations.NullMarked;
