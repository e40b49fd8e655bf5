package io.diabolo.train;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.Dataset;
import io.diabolo.engine.Tensor;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.bottleneck.Bottleneck;
import io.diabolo.nn.Pass;
import io.diabolo.preprocess.Preprocessing;
import java.util.ArrayList;
import java.util.List;

/** The guards that speak up while a model trains, each with what to change. */
final class Health {

    /** How many validation samples are looked at. */
    private static final int LOOKED_AT = 500;

    /** Below this share of the data's own variance, outputs count as all the same. */
    private static final double COLLAPSED = 1e-3;

    /** Below this share of the largest unit's variance, a latent unit counts as dead. */
    private static final double DEAD = 1e-6;

    /** Below this many nats a sample, a KL term counts as zero. */
    private static final double NO_KL = 0.05;

    private Health() {}

    static List<String> check(Autoencoder model, Dataset validation, Preprocessing preprocessing) {
        List<String> warnings = new ArrayList<>();
        int[] rows = Batches.range(0, Batches.chunk(validation.shape(), LOOKED_AT), validation.size());
        Tensor x = new Batches(validation, preprocessing).load(rows);
        Autoencoder.Forward forward = model.forward(x, Pass.inference(), Bottleneck.TRAINED);
        Tensor output = model.config().loss().values(forward.raw());
        double dataVariance = variance(x);
        if (rows.length > 1 && dataVariance > 0) {
            double outputVariance = variance(output);
            double error = output.sub(x).square().mean().item();
            if (outputVariance < COLLAPSED * dataVariance) {
                warnings.add(
                        "collapse: the output is the same for every input; lower the learning rate, or use another activation or normalisation");
            } else if (error >= dataVariance) {
                warnings.add(
                        "no better than the mean image so far; train longer, raise the latent size, or lower the learning rate");
            }
        }
        latent(forward, warnings);
        return warnings;
    }

    private static void latent(Autoencoder.Forward forward, List<String> warnings) {
        Tensor code = forward.latent().code();
        if (code.size(0) > 1) {
            float[] variances = code.sub(code.mean(0)).square().mean(0).toFloats();
            float largest = 0;
            for (float variance : variances) {
                largest = Math.max(largest, variance);
            }
            int dead = 0;
            for (float variance : variances) {
                dead += variance <= DEAD * largest ? 1 : 0;
            }
            if (dead > 0) {
                warnings.add("%d of %d latent units are dead (the same for every input); a smaller latent would do"
                        .formatted(dead, variances.length));
            }
        }
        for (Bottleneck.Penalty penalty : forward.latent().penalties()) {
            if (penalty.name().equals("kl_nats") && penalty.perExample().mean().item() < NO_KL) {
                warnings.add(
                        "the KL term is zero: the latent carries nothing (posterior collapse); lower beta or lengthen its warm-up");
            }
        }
    }

    /** The mean squared distance of samples from their mean sample, by element. */
    private static double variance(Tensor x) {
        return x.sub(x.mean(0)).square().mean().item();
    }
}
