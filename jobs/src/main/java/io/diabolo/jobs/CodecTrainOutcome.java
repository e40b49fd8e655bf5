package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.diabolo.compress.network.CompressionConfig;
import io.diabolo.store.Provenance;
import io.diabolo.train.TrainingResult;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What came of the training of a codec.
 *
 * @param codec the folder
 * @param training how it ended
 * @param metrics of the validation pictures; empty for a training that was stopped, which can be continued
 * @param rates the same level by level
 */
public record CodecTrainOutcome(
        String codec, TrainingResult training, List<Provenance.Metric> metrics, List<Rate> rates) {

    public CodecTrainOutcome {
        metrics = List.copyOf(metrics);
        rates = List.copyOf(rates);
    }

    /**
     * Rate and distortion of one level, of crops that training did not see.
     *
     * @param quality the level's number
     * @param lambda the weight of the distortion that it was trained with
     */
    public record Rate(int quality, double lambda, double bitsPerPixel, double psnrDb) {

        static List<Rate> of(CompressionConfig config, List<Provenance.Metric> metrics) {
            Map<String, Double> values =
                    metrics.stream().collect(Collectors.toMap(Provenance.Metric::name, Provenance.Metric::value));
            return IntStream.range(0, config.lambdas().size())
                    .mapToObj(level -> new Rate(
                            config.quality(level),
                            config.lambdas().get(level),
                            value(values, "validation_bits_per_pixel_" + config.quality(level)),
                            value(values, "validation_psnr_db_" + config.quality(level))))
                    .toList();
        }

        private static double value(Map<String, Double> values, String name) {
            return values.getOrDefault(name, Double.NaN);
        }
    }

    /** Whether it was stopped, and can be continued. */
    @JsonIgnore
    public boolean interrupted() {
        return training.reason() == TrainingResult.Reason.INTERRUPTED;
    }

    /** The rates and distortions of all levels, for a reader. */
    public TextTable table() {
        TextTable table = new TextTable(0, "quality", "lambda", "bits per pixel", "PSNR (dB)");
        for (Rate rate : rates) {
            table.row(
                    Integer.toString(rate.quality),
                    Double.toString(rate.lambda),
                    "%.4f".formatted(rate.bitsPerPixel),
                    "%.2f".formatted(rate.psnrDb));
        }
        return table;
    }
}
