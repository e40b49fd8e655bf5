package io.diabolo.detect;

import io.diabolo.corrupt.PastedDefects;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.SampleShape;
import io.diabolo.model.DefectMarkerConfig;
import io.diabolo.model.UNet;
import io.diabolo.nn.Activate;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Conv;
import io.diabolo.nn.LayerConfig;
import io.diabolo.nn.TransposedConv;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.task.TrainedModel;
import io.diabolo.task.TrainingOptions;
import io.diabolo.train.TrainingPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * A network that marks defects, before it is trained: it sees parts of normal pictures, into which defects are painted.
 *
 * @param plan the training, whose seed is also that of the initial weights and of the parts
 */
record MarkingPlan(TrainingPlan plan) implements MemberPlan {

    private static final int LARGEST_CROP = 128;
    private static final int SMALLEST_SCALE = 8;
    private static final int CHANNELS = 24;
    private static final int MOST_CHANNELS = 96;
    private static final int BATCH = 16;

    /** Of so many places in a picture none is seen often: a network that knows its pictures by heart marks all others. */
    private static final int TIMES_COVERED = 16;

    private static final long STEPS = 1_500;
    private static final double RATE = 2e-3;

    static MarkingPlan of(DetectOptions options, long seed) {
        return new MarkingPlan(TrainingPlan.auto()
                .withSteps(options.steps() > 0 ? options.steps() : STEPS)
                .withLearningRate(RATE)
                .withBatch(BATCH)
                .withCorruption(PastedDefects.usual())
                .withSeed(seed));
    }

    @Override
    public Part part() {
        return Part.MARKS;
    }

    @Override
    public TrainedModel train(HoldOut data, Preprocessing preprocessing, TrainingOptions training) {
        SampleShape crop = crop(preprocessing.shape());
        Dataset validation = crops(data.validation(), crop, 1);
        LoadedData parts = new LoadedData(crops(data.train(), crop, TIMES_COVERED), validation, validation, List.of());
        TrainedModel trained = TrainedModel.train(config(crop), parts, plan, training);
        // From here on the model takes whole pictures.
        return TrainedModel.of(
                trained.model(), preprocessing, trained.description().provenance(), training.device());
    }

    @Override
    public DefectMarkerConfig config(Preprocessing preprocessing) {
        return config(crop(preprocessing.shape()));
    }

    @Override
    public Member measured(TrainedModel model, HoldOut data) {
        return MarkingMember.measure(model, data);
    }

    /** As many of each picture as cover it so many times. */
    private Dataset crops(Dataset pictures, SampleShape crop, int times) {
        int each = Math.max(1, pictures.shape().elements() / crop.elements());
        return new RandomCrops(pictures, crop, times * each, plan.seed());
    }

    /** At most 128 pixels a side. */
    private static SampleShape crop(SampleShape picture) {
        int height = side(picture.height());
        int width = side(picture.width());
        return SampleShape.picture(picture.channels(), height, width);
    }

    private static int side(int length) {
        int multiple = 2 * SMALLEST_SCALE;
        return Math.max(multiple, Math.min(LARGEST_CROP, length / multiple * multiple));
    }

    /** At half the scale and less: a fourth of the work, and defects are larger than a pixel. */
    static DefectMarkerConfig config(SampleShape crop) {
        List<LayerConfig> layers = new ArrayList<>();
        layers.add(new Conv(CHANNELS, 4, 2));
        layers.add(new Activate(Activation.RELU));
        layers.addAll(scales(crop).layers());
        layers.add(new TransposedConv(crop.channels() + 1, 4, 2));
        return new DefectMarkerConfig(crop, layers);
    }

    /** Down to 8 pixels of a crop of 128, fewer of smaller ones. */
    private static UNet scales(SampleShape crop) {
        int depth = 1;
        int sides = crop.height() | crop.width();
        while (depth < 3
                && sides % (1 << (depth + 2)) == 0
                && Math.min(crop.height(), crop.width()) >> (depth + 2) >= SMALLEST_SCALE) {
            depth++;
        }
        return new UNet(CHANNELS, MOST_CHANNELS, depth, 3);
    }

    /** What the sides of pictures must be multiples of, for the network of that crop. */
    static int multiple(SampleShape crop) {
        return 2 * scales(crop).multiple();
    }
}
