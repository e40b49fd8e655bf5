package io.diabolo.bench;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.RowSubset;
import io.diabolo.engine.Autocast;
import io.diabolo.engine.Device;
import io.diabolo.engine.Precision;
import io.diabolo.image.Picture;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.task.PictureAutoencoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pictures in, pictures out, through the API that an application calls: all at once, or one by one. */
final class InferTask implements Task {

    /** Single pictures that are tried; of all at once as many as are timed, since few do not show what threads gain. */
    private static final int TRIAL = 500;

    private final List<Picture> pictures;
    private final boolean single;
    private final PictureAutoencoder model;
    private final Precision precision;
    private final double loadSeconds;

    InferTask(Protocol.Setup setup) {
        AutoencoderConfig config = setup.network().config();
        long start = System.nanoTime();
        Dataset test = DataSource.openWhole(Path.of(setup.test()), DataOptions.defaults());
        Dataset used = RowSubset.of(test, Batches.range(0, setup.images(), test.size()));
        pictures = pictures(used);
        loadSeconds = Task.secondsSince(start);
        single = setup.kind() == Work.Kind.SINGLE;
        // What the weights are does not matter to the clock.
        model = PictureAutoencoder.train(config, new LoadedData(used, used, used, List.of()), TrainTask.plan(1, 1));
        int trial = Math.min(pictures.size(), setup.quick() ? 32 : single ? TRIAL : Integer.MAX_VALUE);
        precision = Task.fastest(candidate -> seconds(pictures.subList(0, trial), candidate));
    }

    private static List<Picture> pictures(Dataset data) {
        List<Picture> pictures = new ArrayList<>();
        for (int row = 0; row < data.size(); row++) {
            byte[] pixels = new byte[data.shape().elements()];
            data.gather(new int[] {row}, pixels);
            pictures.add(new Picture(
                    data.shape().channels(), data.shape().height(), data.shape().width(), pixels));
        }
        return pictures;
    }

    @Override
    public double loadSeconds() {
        return loadSeconds;
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public Protocol.Done round(long seed) {
        // As tuned does: a few before the clock starts.
        seconds(pictures.subList(0, Math.min(pictures.size(), single ? 3 : 3 * TRIAL)), precision);
        double seconds = seconds(pictures, precision);
        return new Protocol.Done(pictures.size(), seconds, seconds, Double.NaN, Memory.peakBytes());
    }

    private double seconds(List<Picture> some, Precision chosen) {
        long start = System.nanoTime();
        int made = 0;
        try (Autocast autocast = Autocast.open(chosen, Device.CPU)) {
            if (single) {
                for (Picture picture : some) {
                    made += model.reconstruct(List.of(picture)).size();
                }
            } else {
                made = model.reconstruct(some).size();
            }
        }
        if (made != some.size()) {
            throw new IllegalStateException("%d pictures became %d".formatted(some.size(), made));
        }
        return Task.secondsSince(start);
    }

    @Override
    public void close() {
        model.close();
    }
}
