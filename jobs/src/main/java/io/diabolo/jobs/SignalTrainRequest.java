package io.diabolo.jobs;

import io.diabolo.corrupt.Corruption;
import io.diabolo.corrupt.RandomGaussianNoise;
import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.task.SignalNetwork;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.List;

/**
 * Asks for a denoiser of signals that is trained on clean ones.
 *
 * @param output where it goes
 * @param data windows of clean signals
 * @param plan how it learns; without a corruption noise of a tenth to a whole standard deviation, another in each window
 * @param command the arguments of {@code ./diabolo} that ask the same; empty for none
 */
public record SignalTrainRequest(Output output, DataChoice data, PlanChoice plan, List<String> command) {

    /** Rows of a window where nobody says it. */
    public static final int WINDOW = 512;

    private static final double LEAST_NOISE = 10;
    private static final double MOST_NOISE = 100;
    private static final double AVERAGING = 0.998;
    private static final double CLIP_NORM = 1;

    public SignalTrainRequest {
        command = List.copyOf(command);
    }

    /** Of windows of the usual length. */
    public static SignalTrainRequest of(Path file, List<String> columns, Path out) {
        DataReading all = DataReading.defaults();
        DataReading.Columns table = all.table();
        DataReading reading = new DataReading(
                all.size(),
                all.gray(),
                all.strict(),
                all.groupBy(),
                all.split(),
                all.limit(),
                new DataReading.Columns(table.target(), table.ignore(), columns, table.categories(), table.scaling()),
                null);
        return new SignalTrainRequest(
                Output.to(out), new DataChoice(file.toString(), reading), PlanChoice.auto(), List.of());
    }

    /** The data as windows, whose columns may have been given by number. */
    DataChoice windows() {
        Path file = data.file();
        if (file == null) {
            throw new BadInputException("--data is missing: name a file with clean signals");
        }
        DataReading reading = data.reading();
        DataReading.SeriesReading series = reading.series();
        DataReading.Columns table = reading.table();
        DataReading.SeriesReading windows = series == null
                ? new DataReading.SeriesReading(WINDOW, 0, null)
                : new DataReading.SeriesReading(
                        series.window() == 0 ? WINDOW : series.window(), series.stride(), series.time());
        SignalNetwork.usual().config(SampleShape.series(1, windows.window())); // refuses a length that does not fit
        return new DataChoice(
                data.absolute(),
                new DataReading(
                        reading.size(),
                        reading.gray(),
                        reading.strict(),
                        reading.groupBy(),
                        reading.split(),
                        reading.limit(),
                        new DataReading.Columns(
                                table.target(),
                                table.ignore(),
                                SignalInput.names(file, table.columns()),
                                table.categories(),
                                table.scaling()),
                        windows));
    }

    /** What is not chosen: noise of many strengths, averaged weights, limited gradients. */
    TrainingPlan trainingPlan() {
        Corruption noise = plan.noise().corruption() == null
                ? new RandomGaussianNoise(LEAST_NOISE, MOST_NOISE)
                : plan.noise().corruption();
        TrainingPlan chosen = plan.plan(plan.precision().ofUse(), false).withCorruption(noise);
        TrainingPlan.Optimization optimization = chosen.optimization();
        if (plan.optimization().averaging() == null) {
            optimization = optimization.withAveraging(AVERAGING);
        }
        if (plan.optimization().clipNorm() == null) {
            optimization = optimization.withClipNorm(CLIP_NORM);
        }
        return chosen.with(optimization);
    }

    /** Whether it says more than where the training is that is to be continued. */
    boolean describesTraining() {
        return data.path() != null || !plan.equals(PlanChoice.auto());
    }
}
