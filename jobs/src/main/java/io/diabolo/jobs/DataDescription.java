package io.diabolo.jobs;

import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.SeriesDataset;
import io.diabolo.image.PictureFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Looks at data as a training would read it. */
final class DataDescription {

    private static final int MOST_IN_HISTOGRAM = 10_000;

    private DataDescription() {}

    static DataSummary of(DescribeDataRequest request, JobControl control) {
        LoadedData data = request.data().load();
        data.notes().forEach(control::note);
        if (request.sheet() != null) {
            PictureFiles.write(Path.of(request.sheet()), SampleSheet.contacts(data.train()));
        }
        Path file = request.data().file();
        return summary(data, table(file, request.data().reading(), data.train()));
    }

    private static DataSummary.@Nullable TableSummary table(@Nullable Path file, DataReading reading, Dataset train) {
        boolean isTable = !train.columns().isEmpty() || train instanceof SeriesDataset;
        // Arrays and records are tables too, but not of text, whose types are worth telling.
        return file == null || !isTable || !RowFiles.isText(file) ? null : TableDescription.of(file, reading, train);
    }

    private static DataSummary summary(LoadedData data, DataSummary.@Nullable TableSummary table) {
        Dataset train = data.train();
        int[] counts = new int[train.labelNames().size()];
        Values values = new Values();
        float[] sample = new float[train.shape().elements()];
        List<Dataset> parts = List.of(train, data.validation(), data.test());
        for (Dataset part : parts) {
            for (int row = 0; row < part.size(); row++) {
                part.gather(new int[] {row}, sample);
                values.add(sample);
                if (part.label(row) != Dataset.NO_LABEL) {
                    counts[part.label(row)]++;
                }
            }
        }
        List<DataSummary.Label> labels = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            labels.add(new DataSummary.Label(train.labelNames().get(i), counts[i]));
        }
        return new DataSummary(
                train.name(),
                parts.stream().mapToInt(Dataset::size).sum(),
                train.shape(),
                train.isBytes() ? "bytes" : "floats",
                values.low,
                values.high,
                values.sum / Math.max(1, values.count),
                values.low < values.high ? histogram(train, values) : null,
                new DataSummary.Splits(
                        train.size(), data.validation().size(), data.test().size()),
                labels,
                train.hash(),
                table);
    }

    private static Histogram histogram(Dataset data, Values values) {
        int count = Math.min(MOST_IN_HISTOGRAM, data.size());
        DoubleStream all = IntStream.range(0, count)
                .mapToObj(i -> {
                    float[] sample = new float[data.shape().elements()];
                    data.gather(new int[] {(int) ((long) i * data.size() / count)}, sample);
                    return sample;
                })
                .flatMapToDouble(one -> IntStream.range(0, one.length).mapToDouble(e -> one[e]));
        return Histogram.of(values.low, values.high, all);
    }

    private static final class Values {

        private double low = Double.POSITIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;
        private double sum;
        private long count;

        void add(float[] sample) {
            for (float value : sample) {
                if (!Float.isNaN(value)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                    sum += value;
                    count++;
                }
            }
        }
    }
}
