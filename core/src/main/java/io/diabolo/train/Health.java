package io.diabolo.train;

import io.diabolo.corrupt.Batches;
import io.diabolo.corrupt.Corruption;
import io.diabolo.corrupt.Example;
import io.diabolo.data.Dataset;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.model.ModelConfig;
import io.diabolo.model.Reconstructor;
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

    private Health() {}

    /** @param corruption what training does to the input: what is judged is what the model is for */
    static List<String> check(
            Reconstructor model, Dataset validation, Preprocessing preprocessing, Corruption corruption) {
        List<String> warnings = new ArrayList<>();
        int[] rows = Batches.range(0, Batches.chunk(preprocessing.shape(), LOOKED_AT), validation.size());
        try (Generator random = Generator.ofStep(0, 0)) {
            Example clean = new Batches(validation, preprocessing).example(rows);
            Example example = corruption.corrupt(clean, preprocessing.range(), random);
            ModelConfig config = model.config();
            Reconstructor.Forward forward =
                    model.forward(example.modelInput(config.maskInput()), Pass.inference(), Bottleneck.TRAINED);
            output(config.values(forward.raw()), example, warnings);
            forward.latent().ifPresent(latent -> latent(latent, warnings));
        }
        return warnings;
    }

    private static void output(Tensor output, Example example, List<String> warnings) {
        Tensor target = example.target();
        double dataVariance = variance(target);
        if (target.size(0) < 2 || dataVariance == 0) {
            return;
        }
        Tensor squares = output.sub(target).square();
        Tensor weight = example.weight();
        double error = weight == null
                ? squares.mean().item()
                : squares.mul(weight).sum().div(weight.sum()).item();
        if (variance(output) < COLLAPSED * dataVariance) {
            warnings.add(
                    "collapse: the output is the same for every input; lower the learning rate, or use another activation or normalisation");
        } else if (error >= dataVariance) {
            warnings.add(
                    "no better than the mean sample so far; train longer, raise the latent size, or lower the learning rate");
        }
    }

    static void latent(Bottleneck.Latent latent, List<String> warnings) {
        Tensor code = latent.vectors(); // where there is space a unit lives at every position
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
        for (Bottleneck.Penalty penalty : latent.penalties()) {
            Bottleneck.Guard guard = penalty.guard();
            if (guard != null && penalty.values().mean().item() < guard.limit()) {
                warnings.add(guard.warning());
            }
        }
    }

    /** The mean squared distance of samples from their mean sample, by element. */
    private static double variance(Tensor x) {
        return x.sub(x.mean(0)).square().mean().item();
    }
}
