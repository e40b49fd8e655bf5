package io.diabolo.detect;

/**
 * The scores [N] of samples, and what they are the mean of; higher is stranger. 0 is the median of normal samples, 1 about
 * their 90th percentile.
 *
 * @param ensemble what verdicts are made of
 * @param reconstruction how badly a sample is reconstructed
 * @param latent how far its code is from those of normal samples
 */
@SuppressWarnings("ArrayRecordComponent")
public record Scores(double[] ensemble, double[] reconstruction, double[] latent) {}
