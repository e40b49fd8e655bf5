package io.diabolo.jobs;

import io.diabolo.data.Codes;
import io.diabolo.data.DataOptions;
import io.diabolo.data.Dataset;
import io.diabolo.data.SeriesDataset;
import io.diabolo.engine.Autocast;
import io.diabolo.engine.Device;
import io.diabolo.error.BadInputException;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.preprocess.TablePreprocessing;
import io.diabolo.task.SeriesAutoencoder;
import io.diabolo.task.TableAutoencoder;
import io.diabolo.task.TrainedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Tables and series through a model. */
final class RowJobs {

    private RowJobs() {}

    static EncodeRequest.Outcome encode(EncodeRequest request, Device device, JobControl control) {
        try (TrainedModel model = TrainedModel.load(Path.of(request.model()), device);
                Autocast autocast = Autocast.open(request.precision().ofUse(), device)) {
            Path input = single(request.inputs());
            Dataset data = open(request.model(), input, model.preprocessing(), control);
            Codes codes = model.encode(data);
            List<String> names =
                    IntStream.range(0, data.size()).mapToObj(data::itemName).toList();
            new CodeFiles(names, codes).write(Path.of(request.out()));
            return new EncodeRequest.Outcome(codes.size(), codes.latent(), request.out());
        }
    }

    static SamplesOutcome decode(DecodeRequest request, CodeFiles codes, Device device) {
        Path out = Path.of(request.out());
        try (TrainedModel model = TrainedModel.load(Path.of(request.model()), device);
                Autocast autocast = Autocast.open(request.precision().ofUse(), device)) {
            if (model.preprocessing() instanceof TablePreprocessing) {
                TableAutoencoder table = TableAutoencoder.of(model);
                RowFiles.writeTable(out, table.columns(), table.decode(codes.codes()));
            } else {
                SeriesAutoencoder series = SeriesAutoencoder.of(model);
                RowFiles.writeWindows(out, series.decode(codes.codes()), series.channelNames());
            }
        }
        return SamplesOutcome.ofRows(codes.codes().size(), out.toString());
    }

    static SamplesOutcome reconstruct(ReconstructRequest request, Device device, JobControl control) {
        Path input = single(request.inputs());
        Path out = Path.of(request.out());
        requireOther(input, out);
        try (TrainedModel model = TrainedModel.load(Path.of(request.model()), device);
                Autocast autocast = Autocast.open(request.precision().ofUse(), device)) {
            Dataset data = open(request.model(), input, model.preprocessing(), control);
            if (model.preprocessing() instanceof TablePreprocessing) {
                TableAutoencoder table = TableAutoencoder.of(model);
                double[][] cells = request.fill() ? table.fill(data) : table.reconstruct(data);
                return SamplesOutcome.ofRows(
                        RowFiles.writeInto(input, out, table.columns(), cells, request.fill()), out.toString());
            }
            SeriesAutoencoder autoencoder = SeriesAutoencoder.of(model);
            float[][] windows = autoencoder.reconstruct(data);
            if (data instanceof SeriesDataset series) {
                double[][] cells = OverlappingWindows.laidBack(series, windows, request.fill());
                return SamplesOutcome.ofRows(
                        RowFiles.writeInto(input, out, series.table().columns(), cells, request.fill()),
                        out.toString());
            }
            RowFiles.writeWindows(out, windows, autoencoder.channelNames());
            return SamplesOutcome.ofRows(windows.length, out.toString());
        }
    }

    /** With the columns and windows of the training, all rows. */
    private static Dataset open(String model, Path input, Preprocessing preprocessing, JobControl control) {
        DataOptions options = SavedTraining.read(Path.of(model), SavedTraining.FINISHED)
                .map(training -> training.reading().options())
                .orElse(DataOptions.defaults());
        return ModelData.whole(input, preprocessing, options.withLimit(0), control.notes());
    }

    private static Path single(List<String> inputs) {
        if (inputs.size() > 1) {
            throw new BadInputException(
                    "a model of tables or series takes one file at a time, was given %d".formatted(inputs.size()));
        }
        return Path.of(inputs.get(0));
    }

    private static void requireOther(Path input, Path out) {
        if (input.toAbsolutePath().normalize().equals(out.toAbsolutePath().normalize())) {
            throw new BadInputException("%s would be written over: choose another --out".formatted(input));
        }
    }
}
