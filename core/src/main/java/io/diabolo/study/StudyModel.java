package io.diabolo.study;

import io.diabolo.corrupt.GaussianNoise;
import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.error.NearestName;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.bottleneck.VariationalConfig;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.task.SuitedConfig;
import io.diabolo.train.TrainingPlan;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A model that a study knows: {@code mlp}, {@code conv}, {@code mlp-variational}, {@code conv-denoising} and so on. */
public record StudyModel(Body body, Kind kind) {

    /** All names, the faster body first. */
    public static final List<String> NAMES = Arrays.stream(Body.values())
            .flatMap(body -> Arrays.stream(Kind.values()).map(kind -> new StudyModel(body, kind).name()))
            .toList();

    private static final VariationalConfig VARIATIONAL = new VariationalConfig(1, 0);
    private static final GaussianNoise NOISE = new GaussianNoise(50);

    /** What the networks are made of. */
    public enum Body {
        MLP,
        CONV
    }

    /** What the model learns: its input, a distribution of codes as well, or the clean sample of a noisy one. */
    public enum Kind {
        PLAIN,
        VARIATIONAL,
        DENOISING
    }

    /** @throws BadInputException for an unknown name, with the one that comes nearest */
    public static StudyModel parse(String name) {
        int at = NAMES.indexOf(name);
        if (at < 0) {
            String nearest = NearestName.of(name, NAMES)
                    .map("; did you mean '%s'?"::formatted)
                    .orElse(".");
            throw new BadInputException(
                    "unknown model '%s'%s Known are %s".formatted(name, nearest, String.join(", ", NAMES)));
        }
        return new StudyModel(Body.values()[at / Kind.values().length], Kind.values()[at % Kind.values().length]);
    }

    /** The plain models that samples of a shape bear. */
    public static List<String> suited(SampleShape shape) {
        return shape.kind() == SampleShape.Kind.ROW ? List.of("mlp") : List.of("mlp", "conv");
    }

    public String name() {
        String name = body.name().toLowerCase(Locale.ROOT);
        return kind == Kind.PLAIN ? name : name + "-" + kind.name().toLowerCase(Locale.ROOT);
    }

    /** Whether what training minimises is the squared error, summed over a sample; of a variational model it is a likelihood. */
    public boolean learnsSquaredError() {
        return kind != Kind.VARIATIONAL;
    }

    /** The networks alone; {@link #architecture} is all of it. */
    AutoencoderConfig networks(SampleShape shape, int latent) {
        if (body == Body.CONV && shape.kind() == SampleShape.Kind.ROW) {
            throw new BadInputException(
                    "%s needs pictures or series, these samples are rows: use mlp".formatted(name()));
        }
        return body == Body.CONV ? AutoencoderConfig.conv(shape, latent) : AutoencoderConfig.mlp(shape, latent);
    }

    /** @param gaps whether the data has missing values */
    AutoencoderConfig architecture(Preprocessing preprocessing, boolean gaps, int latent) {
        AutoencoderConfig config = SuitedConfig.of(networks(preprocessing.shape(), latent), preprocessing, gaps);
        return kind == Kind.VARIATIONAL
                ? config.withBottleneck(VARIATIONAL).withLoss(SuitedConfig.likelihood(preprocessing))
                : config;
    }

    /** The study's plan, with the noise that a denoiser learns to remove. */
    TrainingPlan plan(TrainingPlan plan) {
        return kind == Kind.DENOISING
                ? plan.withCorruption(NOISE.then(plan.noise().corruption()))
                : plan;
    }
}
