package io.diabolo.restoring.training;

import io.diabolo.data.Photographs;
import io.diabolo.data.PictureCrops;
import io.diabolo.engine.Autocast;
import io.diabolo.engine.DataType;
import io.diabolo.engine.Device;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.model.LossTerms;
import io.diabolo.nn.Parameters;
import io.diabolo.restoring.network.RestorerModel;
import io.diabolo.train.Trainable;
import io.diabolo.train.TrainingPlan;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A restorer with clean pictures: each step damages random crops. The loss is the squared error of values 0 to 1, of hidden pixels where
 * there are any.
 */
public final class RestorerTraining implements Trainable {

    /** What {@link #validate} gives behind the loss: means over crops, of results limited to 0 to 1. */
    public static final String PSNR = "psnr_db";

    /** As {@link #PSNR}, of what the network gets. */
    public static final String PSNR_BEFORE = "psnr_db_before";

    /** Streams of random numbers that follow from the same seed and step. */
    private static final long CROPS = 0x726573746f7265L;

    private static final long VALIDATION_SEED = 0x76616c6964L;
    private static final int VALIDATION_BATCHES = 8;
    private static final double LEAST_ERROR = 1e-10;

    private final RestorerModel model;
    private final RestoringTask task;
    private final PictureCrops train;
    private final PictureCrops validation;
    private final int crop;
    private final TrainingPlan plan;
    private final Device device;

    /**
     * @param model of the task's network, on {@code device}
     * @param crop pixels a side, which the task can take; no photograph has a shorter side
     */
    public RestorerTraining(
            RestorerModel model,
            RestoringTask task,
            Photographs photographs,
            int crop,
            TrainingPlan plan,
            Device device) {
        task.requireCrop(crop);
        this.model = model;
        this.task = task;
        this.train = new PictureCrops(photographs.train(), crop);
        this.validation = new PictureCrops(photographs.validation(), crop);
        this.crop = crop;
        this.plan = plan;
        this.device = device;
    }

    @Override
    public Parameters parameters() {
        return model.parameters();
    }

    @Override
    public int samples() {
        return train.size();
    }

    @Override
    public LossTerms loss(long step, Generator noise) {
        SplittableRandom random = new SplittableRandom(Generator.mix(Generator.mix(plan.seed() ^ CROPS) + step));
        Crops crops = new Crops(train.draw(plan.batch(), random), plan.batch(), crop);
        RestoringBatch batch = task.batch(crops, random, noise);
        return new LossTerms(counted(masked(result(batch), batch), batch).mean(), List.of());
    }

    private Tensor result(RestoringBatch batch) {
        try (Autocast autocast = Autocast.open(plan.precision(), device)) {
            return batch.base().add(model.residual(batch.input()).to(DataType.FLOAT32));
        }
    }

    /** The squared error, [N, C, H, W], 0 where a pixel is known. */
    private static Tensor masked(Tensor result, RestoringBatch batch) {
        Tensor squared = result.sub(batch.target()).square();
        return batch.hidden() == null ? squared : squared.mul(batch.hidden());
    }

    /** The mean over the pixels that count, [N]. */
    private static Tensor counted(Tensor squared, RestoringBatch batch) {
        Tensor mean = squared.flatten().mean(1);
        return batch.hidden() == null
                ? mean
                : mean.div(batch.hidden().flatten().mean(1).clamp(0.01, 1));
    }

    @Override
    public long validationCost() {
        return 8;
    }

    /** Crops and damage are the same each time. */
    @Override
    public Measured validate() {
        double loss = 0;
        double after = 0;
        double before = 0;
        for (int i = 0; i < VALIDATION_BATCHES; i++) {
            try (TensorScope scope = TensorScope.open("validate");
                    Generator noise = Generator.ofStep(VALIDATION_SEED, i)) {
                Crops crops = new Crops(validation.spread(i * plan.batch(), plan.batch()), plan.batch(), crop);
                RestoringBatch batch = task.batch(crops, new SplittableRandom(VALIDATION_SEED + i), noise);
                Tensor result = result(batch);
                loss += counted(masked(result, batch), batch).mean().item();
                after += psnrDb(masked(result.clamp(0, 1), batch));
                before += psnrDb(masked(batch.base().clamp(0, 1), batch));
            }
        }
        return new Measured(
                List.of("loss", PSNR, PSNR_BEFORE),
                List.of(loss / VALIDATION_BATCHES, after / VALIDATION_BATCHES, before / VALIDATION_BATCHES));
    }

    /** What {@link #validate} says of the pictures. */
    public Gain gain() {
        List<Double> values = validate().values();
        return new Gain(values.get(2), values.get(1));
    }

    /**
     * PSNRs in dB, means over crops that training does not see.
     *
     * @param damaged of what the network gets
     * @param restored of what it gives
     */
    public record Gain(double damaged, double restored) {}

    private static double psnrDb(Tensor squared) {
        double sum = 0;
        double[] errors = squared.flatten().mean(1).toDoubles();
        for (double error : errors) {
            sum += -10 * Math.log10(Math.max(LEAST_ERROR, error));
        }
        return sum / errors.length;
    }

    @Override
    public List<String> trainingParts(List<String> validationParts) {
        return List.of("loss");
    }
}
