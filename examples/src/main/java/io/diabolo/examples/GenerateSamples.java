package io.diabolo.examples;

import io.diabolo.data.Codes;
import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.LoadedData;
import io.diabolo.eval.Likelihood;
import io.diabolo.eval.LikelihoodEvaluation;
import io.diabolo.generate.LatentCodes;
import io.diabolo.generate.MixtureFit;
import io.diabolo.generate.SampleGenerator;
import io.diabolo.image.PictureFiles;
import io.diabolo.image.Sheet;
import io.diabolo.loss.Distortion;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.bottleneck.VariationalConfig;
import io.diabolo.task.PictureAutoencoder;
import io.diabolo.task.SuitedConfig;
import io.diabolo.task.TrainedModel;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;

/**
 * A variational autoencoder that paints: trained, measured in nats under its own prior and under a mixture that is fitted to
 * its codes, and drawn from.
 *
 * <p>Arguments: the number of steps (0 for automatic), the picture to write.
 */
public final class GenerateSamples {

    private GenerateSamples() {}

    public static void main(String[] args) {
        long steps = args.length == 0 ? 0 : Long.parseLong(args[0]);
        LoadedData glyphs = DataSource.glyphs(DataOptions.defaults().withLimit(6_000));
        AutoencoderConfig config = SuitedConfig.mlp(glyphs, 8)
                .withBottleneck(VariationalConfig.defaults())
                .withLoss(Distortion.BCE); // gray levels as probabilities
        try (PictureAutoencoder model =
                PictureAutoencoder.train(config, glyphs, TrainingPlan.auto().withSteps(steps))) {
            TrainedModel trained = model.model();

            Codes codes = LatentCodes.draw(trained, glyphs.train(), 10_000, 0);
            Codes validation = LatentCodes.draw(trained, glyphs.validation(), 10_000, 1);
            MixtureFit.Choice fitted = MixtureFit.choose(codes, validation, MixtureFit.USUAL, 0);

            Likelihood likelihood = LikelihoodEvaluation.of(
                    trained.autoencoder(),
                    trained.preprocessing(),
                    trained.device(),
                    new LikelihoodEvaluation.Data(glyphs.train(), glyphs.test()),
                    50,
                    fitted.mixture());
            for (Likelihood.Bound bound : likelihood.bounds()) {
                System.out.printf(
                        "prior %s: ELBO %.2f nats, -log p(x) %.2f +- %.2f%n",
                        bound.prior(), bound.elbo(), bound.negativeLogLikelihood(), bound.standardError());
            }
            System.out.printf("%d of 8 numbers carry something%n", likelihood.activeUnits());

            if (args.length > 1) {
                Codes drawn = SampleGenerator.of(trained, fitted.mixture()).sample(60, 1, 0);
                PictureFiles.write(
                        Path.of(args[1]), Sheet.grid(model.decode(drawn), 10).draw());
            }
        }
    }
}
