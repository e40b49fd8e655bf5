package io.diabolo.compress.training;

import io.diabolo.compress.network.CompressionModel;
import io.diabolo.compress.network.Klt;
import io.diabolo.compress.network.RateDistortion;
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
import io.diabolo.nn.Pass;
import io.diabolo.train.Trainable;
import io.diabolo.train.TrainingPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A codec with its photographs: each step sees random crops, each at a level of its own. */
public final class CodecTraining implements Trainable {

    /** Streams of random numbers that follow from the same seed and step. */
    private static final long CROPS = 0x63726f7073L;

    private static final double LARGEST = 255;
    private static final int KLT_BATCHES = 40;
    private static final int VALIDATION_BATCHES = 4;

    /** The linear transforms and gains start where they are good: they learn slowly, or spoil it. */
    private static final double LINEAR_RATE = 0.03;

    private final CompressionModel model;
    private final RateDistortion objective;
    private final PictureCrops train;
    private final PictureCrops validation;
    private final int crop;
    private final TrainingPlan plan;
    private final Device device;

    /**
     * @param model on {@code device}
     * @param crop pixels a side, a multiple of 16; no photograph has a shorter side
     */
    public CodecTraining(CompressionModel model, Photographs photographs, int crop, TrainingPlan plan, Device device) {
        this.model = model;
        this.objective = new RateDistortion(model.config());
        this.train = new PictureCrops(photographs.train(), crop);
        this.validation = new PictureCrops(photographs.validation(), crop);
        this.crop = crop;
        this.plan = plan;
        this.device = device;
    }

    /** Starts an untrained model at the KLT of the training photographs. */
    public void start() {
        try (TensorScope scope = TensorScope.open("klt", device)) {
            model.startAt(Klt.of(i -> tensor(train.draw(plan.batch(), random(-1 - i))), KLT_BATCHES));
        }
    }

    @Override
    public Parameters parameters() {
        return model.parameters();
    }

    @Override
    public List<Double> rateFactors() {
        List<Tensor> trainable = model.parameters().trainable();
        Double[] factors = new Double[trainable.size()];
        Arrays.fill(factors, 1.0);
        model.parameters().all().forEach((name, tensor) -> {
            int number = trainable.indexOf(tensor);
            if (number >= 0 && name.contains("linear.")) {
                factors[number] = LINEAR_RATE;
            }
        });
        return List.of(factors);
    }

    @Override
    public int samples() {
        return train.size();
    }

    @Override
    public LossTerms loss(long step, Generator noise) {
        SplittableRandom random = random(step);
        Tensor x = tensor(train.draw(plan.batch(), random));
        int[] levels = levels(plan.batch(), random);
        try (Autocast autocast = Autocast.open(plan.precision(), device)) {
            return objective.loss(model, x, levels, Pass.training(noise));
        }
    }

    /** Every level as often as any other, as far as the batch allows. */
    private int[] levels(int count, SplittableRandom random) {
        int all = model.config().lambdas().size();
        int first = random.nextInt(all);
        int[] levels = new int[count];
        for (int i = 0; i < count; i++) {
            levels[i] = (first + i) % all;
        }
        return levels;
    }

    /** In a codec's range, -0.5 to 0.5. */
    private Tensor tensor(byte[] crops) {
        return Tensor.of(crops, plan.batch(), PictureCrops.CHANNELS, crop, crop)
                .to(DataType.FLOAT32)
                .mul(1 / LARGEST)
                .sub(0.5);
    }

    private SplittableRandom random(long step) {
        return new SplittableRandom(Generator.mix(Generator.mix(plan.seed() ^ CROPS) + step));
    }

    /** One costs as much as a dozen steps. */
    @Override
    public long validationSteps() {
        return 500;
    }

    /** At every level; with what follows the loss: bits per pixel and PSNR in dB of each level. */
    @Override
    public Measured validate() {
        int levels = model.config().lambdas().size();
        RateDistortion.Totals totals = new RateDistortion.Totals(model.config());
        for (int i = 0; i < VALIDATION_BATCHES; i++) {
            for (int level = 0; level < levels; level++) {
                try (TensorScope scope = TensorScope.open("validate");
                        Autocast autocast = Autocast.open(plan.precision(), device)) {
                    Tensor x = tensor(validation.spread(i * plan.batch(), plan.batch()));
                    totals.add(model, x, level);
                }
            }
        }
        List<String> names = new ArrayList<>(List.of("loss"));
        List<Double> values = new ArrayList<>(List.of(totals.loss()));
        for (int level = 0; level < levels; level++) {
            names.add("bits_per_pixel_" + model.config().quality(level));
            values.add(totals.bitsPerPixel(level));
        }
        for (int level = 0; level < levels; level++) {
            names.add("psnr_db_" + model.config().quality(level));
            values.add(totals.psnrDb(level));
        }
        return new Measured(names, values);
    }

    @Override
    public List<String> trainingParts(List<String> validationParts) {
        return List.of("loss", "bits_per_pixel", "squared_error");
    }
}
