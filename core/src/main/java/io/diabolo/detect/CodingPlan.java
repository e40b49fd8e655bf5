package io.diabolo.detect;

import io.diabolo.corrupt.Corruption;
import io.diabolo.corrupt.GaussianNoise;
import io.diabolo.corrupt.HiddenBlock;
import io.diabolo.corrupt.HiddenElements;
import io.diabolo.data.LoadedData;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Device;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.MlpBody;
import io.diabolo.model.OutputRange;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Normalization;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.task.TrainedModel;
import io.diabolo.task.TrainingOptions;
import io.diabolo.train.PrecisionParity;
import io.diabolo.train.TrainingPlan;
import java.util.List;

/**
 * An autoencoder of a detector before it is trained. One choice for all data of a kind; ARCHITECTURE.md says on which data it
 * was made.
 *
 * <p>Two kinds work together. The narrow one has half as many latents as a sample has elements and sees the samples as they are:
 * what does not lie where normal samples lie is reconstructed badly. The wide one has a latent as large as the sample and learns
 * to fill hidden elements: its codes keep what elements say about each other, so that distances between codes mean something, and
 * its reconstructions count as well.
 *
 * @param part {@link Part#RECONSTRUCTION} of the narrow kind, {@link Part#LATENT} of the wide one
 * @param config the architecture
 * @param plan the training, whose seed is also that of the initial weights
 * @param rounds what is hidden to find out what was expected
 */
record CodingPlan(Part part, AutoencoderConfig config, TrainingPlan plan, HiddenRounds rounds) implements MemberPlan {

    private static final long STEPS = 1_500;
    private static final double RATE = 3e-3;
    private static final double HIDDEN = 0.25;
    private static final int GROUPS = 8;
    private static final int PASSES = 2;
    private static final int LARGEST_LATENT = 64;

    static CodingPlan of(Preprocessing preprocessing, Part part, DetectOptions options, int number) {
        boolean picture = preprocessing.shape().kind() == SampleShape.Kind.PICTURE;
        boolean fills = part == Part.LATENT && !picture;
        Corruption corruption =
                picture ? new GaussianNoise(50) : fills ? hidden(preprocessing.shape()) : Corruption.none();
        TrainingPlan plan = TrainingPlan.auto()
                .withSteps(options.steps() > 0 ? options.steps() : STEPS)
                .withLearningRate(RATE)
                .withCorruption(corruption)
                .withSeed(MemberPlan.seed(options, number));
        AutoencoderConfig config = config(preprocessing, part, options).withMaskInput(fills);
        return new CodingPlan(
                part,
                config,
                // The networks for rows and series are so small that other things than products take the time.
                picture ? plan.withPrecision(PrecisionParity.auto(config, Device.CPU)) : plan,
                rounds(preprocessing, part, options, number));
    }

    /** Spans of series: a single step follows from those before and behind it. */
    private static Corruption hidden(SampleShape shape) {
        return shape.kind() == SampleShape.Kind.SERIES ? new HiddenBlock(HIDDEN) : new HiddenElements(HIDDEN);
    }

    private static AutoencoderConfig config(Preprocessing preprocessing, Part part, DetectOptions options) {
        SampleShape shape = preprocessing.shape();
        if (shape.kind() == SampleShape.Kind.PICTURE) {
            int latent = options.latent() > 0 ? options.latent() : 32;
            return AutoencoderConfig.mlp(shape, latent)
                    .withOutput(preprocessing.range().isUnitInterval() ? OutputRange.UNIT : OutputRange.LINEAR);
        }
        int elements = shape.elements();
        int own = part == Part.LATENT ? elements : Math.max(1, elements / 2);
        int latent = options.latent() > 0 ? options.latent() : Math.min(LARGEST_LATENT, own);
        int width = Math.max(64, Math.min(128, 4 * elements));
        MlpBody body = new MlpBody(List.of(width, width), activation(shape, part), Normalization.NONE, 0);
        return AutoencoderConfig.plain(shape, latent, body).withOutput(OutputRange.LINEAR);
    }

    /** What lies far from normal samples saturates tanh, and is not rebuilt; codes keep how far away it is. */
    private static Activation activation(SampleShape shape, Part part) {
        return shape.kind() == SampleShape.Kind.ROW && part == Part.RECONSTRUCTION ? Activation.TANH : Activation.SILU;
    }

    /** What the member of that number hides when a sample is judged: it follows from the options, so it is not saved. */
    static HiddenRounds rounds(Preprocessing preprocessing, Part part, DetectOptions options, int number) {
        return preprocessing.shape().kind() == SampleShape.Kind.PICTURE || part != Part.LATENT
                ? HiddenRounds.none()
                : HiddenRounds.of(preprocessing, GROUPS, PASSES, MemberPlan.seed(options, number));
    }

    @Override
    public TrainedModel train(HoldOut data, Preprocessing preprocessing, TrainingOptions training) {
        LoadedData parts = new LoadedData(data.train(), data.validation(), data.validation(), List.of());
        return TrainedModel.train(config, parts, preprocessing, plan, training);
    }

    @Override
    public AutoencoderConfig config(Preprocessing preprocessing) {
        return config;
    }

    @Override
    public Member measured(TrainedModel model, HoldOut data) {
        return CodingMember.measure(model, this, data);
    }
}
