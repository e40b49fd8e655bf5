package io.diabolo.cli;

import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.image.Sheet;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./diabolo data}: looks at data as a training would read it, without the engine. */
@Command(
        name = "data",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = "Shows what data holds: counts, sizes, channels, range, labels, splits.",
        footer = {"", "Example:", "  ./diabolo data photos --size 96x64 --sheet contact-sheet.png"})
final class DataCommand implements Callable<Integer> {

    private static final int SHEET_PICTURES = 100;
    private static final int SHEET_COLUMNS = 10;
    private static final int LABELS_SHOWN = 40;

    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "Pictures in a folder, idx files, CIFAR-10, .npy or .npz (default: the embedded pictures).")
    private @Nullable Path path;

    @Option(names = "--sheet", paramLabel = "FILE", description = "Write a contact sheet of up to 100 pictures.")
    private @Nullable Path sheet;

    @Mixin
    private DataChoices reading = new DataChoices();

    @Mixin
    private CommonOptions common = new CommonOptions();

    DataCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        LoadedData data = DataSource.open(path, reading.reading().options());
        data.notes().forEach(note -> common.say(session, note));
        Summary summary = summary(data);
        if (sheet != null) {
            PictureFiles.write(sheet, contactSheet(data.train()));
        }
        common.answer(session, summary, () -> text(summary));
        return ExitCodes.OK;
    }

    private static Summary summary(LoadedData data) {
        Dataset train = data.train();
        int[] counts = new int[train.labelNames().size()];
        float[] sample = new float[train.shape().elements()];
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double sum = 0;
        List<Dataset> parts = List.of(train, data.validation(), data.test());
        for (Dataset part : parts) {
            for (int row = 0; row < part.size(); row++) {
                part.gather(new int[] {row}, sample);
                for (float value : sample) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                    sum += value;
                }
                if (part.label(row) != Dataset.NO_LABEL) {
                    counts[part.label(row)]++;
                }
            }
        }
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            labels.add(new Label(train.labelNames().get(i), counts[i]));
        }
        int samples = parts.stream().mapToInt(Dataset::size).sum();
        return new Summary(
                train.name(),
                samples,
                train.shape(),
                train.isBytes() ? "bytes" : "floats",
                low,
                high,
                sum / ((double) samples * sample.length),
                new Splits(train.size(), data.validation().size(), data.test().size()),
                labels,
                train.hash());
    }

    private static String text(Summary s) {
        StringBuilder text = new StringBuilder();
        text.append("data      %s%n".formatted(s.name));
        text.append("samples   %,d: %,d for training, %,d for validation, %,d for test%n"
                .formatted(s.samples, s.splits.train, s.splits.validation, s.splits.test));
        text.append("shape     %d channel%s, %d high, %d wide (%,d values)%n"
                .formatted(
                        s.shape.channels(),
                        s.shape.channels() == 1 ? "" : "s",
                        s.shape.height(),
                        s.shape.width(),
                        s.shape.elements()));
        text.append(
                "values    %s from %s to %s, mean %.5g%n".formatted(s.values, number(s.low), number(s.high), s.mean));
        text.append("hash      %s (training)%n".formatted(s.trainHash));
        if (!s.labels.isEmpty()) {
            text.append("labels    %d%n".formatted(s.labels.size()));
            s.labels.stream()
                    .limit(LABELS_SHOWN)
                    .forEach(label -> text.append("  %,8d  %s%n".formatted(label.count, label.name)));
            if (s.labels.size() > LABELS_SHOWN) {
                text.append("  ... and %d more%n".formatted(s.labels.size() - LABELS_SHOWN));
            }
        }
        return text.toString();
    }

    private static String number(double value) {
        return value == Math.rint(value) ? "%.0f".formatted(value) : "%.5g".formatted(value);
    }

    private static Picture contactSheet(Dataset data) {
        SampleShape shape = data.shape();
        if (!shape.isPicture()) {
            throw new BadInputException(
                    "%s holds samples %s, which are no pictures: leave --sheet out".formatted(data.name(), shape));
        }
        ArrayPreprocessing preprocessing = Preprocessing.of(data).asArrays();
        int count = Math.min(SHEET_PICTURES, data.size());
        List<Picture> pictures = new ArrayList<>();
        float[] values = new float[shape.elements()];
        for (int i = 0; i < count; i++) {
            preprocessing.read(data, new int[] {(int) ((long) i * data.size() / count)}, values, new float[0]);
            pictures.add(preprocessing.toPicture(values, 0));
        }
        return Sheet.grid(pictures, SHEET_COLUMNS).draw();
    }

    /**
     * The answer of {@code --json}.
     *
     * @param low the smallest raw value of all samples
     * @param trainHash SHA-256 of the training split
     */
    private record Summary(
            String name,
            int samples,
            SampleShape shape,
            String values,
            double low,
            double high,
            double mean,
            Splits splits,
            List<Label> labels,
            String trainHash) {}

    private record Splits(int train, int validation, int test) {}

    private record Label(String name, int count) {}
}
