/**
 * What is abnormal: an autoencoder learns normal samples, and {@link io.diabolo.detect.AnomalyDetector} says of others how badly
 * they are reconstructed, how far they lie in the latent, and with which probability a normal sample would look as strange.
 *
 * <p>Scores: higher is stranger, without a unit. {@link io.diabolo.detect.Reference} detectors, which hold no autoencoder, say
 * what a score is worth.
 */
@NullMarked
package io.diabolo.detect;

import org.jspecify.annotations.NullMarked;
