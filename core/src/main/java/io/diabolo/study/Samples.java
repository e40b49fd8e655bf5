package io.diabolo.study;

import io.diabolo.image.Picture;
import java.util.List;

/**
 * The pictures of a study, all of the test part and of first seeds. All lists are empty where samples are no pictures.
 *
 * @param originals a few test pictures
 * @param reconstructions of them, by model and rising latent size
 * @param worst the worst reconstructions of each model at its largest latent size
 * @param maps each model's latent space in two dimensions
 * @param limits examples of other data
 */
public record Samples(
        List<Picture> originals,
        List<Reconstructions> reconstructions,
        List<Worst> worst,
        List<LatentMap> maps,
        List<LimitExamples> limits) {

    public Samples {
        originals = List.copyOf(originals);
        reconstructions = List.copyOf(reconstructions);
        worst = List.copyOf(worst);
        maps = List.copyOf(maps);
        limits = List.copyOf(limits);
    }

    /** What a model makes of the originals, in their order. */
    public record Reconstructions(String model, int latent, List<Picture> pictures) {

        public Reconstructions {
            pictures = List.copyOf(pictures);
        }
    }

    /**
     * One of the worst reconstructions.
     *
     * @param item where the sample came from
     * @param mse mean squared error by element, in model values
     */
    public record Worst(String model, int latent, String item, Picture original, Picture reconstruction, double mse) {}

    /**
     * A latent space of test samples, seen in two dimensions: the two units themselves where the latent has two, else the
     * two leading principal components of the codes.
     *
     * @param latent D
     * @param projected whether it is the components
     * @param variance the share of the codes' variance that the two dimensions show, 0 to 1
     * @param labelNames of the points' labels; empty where data have none
     * @param points at most 2,000 test samples
     * @param alongX decoded pictures along the horizontal line through the mean code, rising
     * @param alongY decoded pictures along the vertical line through the mean code, rising
     */
    public record LatentMap(
            String model,
            int latent,
            boolean projected,
            double variance,
            List<String> labelNames,
            List<Point> points,
            List<AxisPicture> alongX,
            List<AxisPicture> alongY) {

        public LatentMap {
            labelNames = List.copyOf(labelNames);
            points = List.copyOf(points);
            alongX = List.copyOf(alongX);
            alongY = List.copyOf(alongY);
        }
    }

    /**
     * A code in two dimensions.
     *
     * @param label an index into the label names, or {@link io.diabolo.data.Dataset#NO_LABEL}
     */
    public record Point(double x, double y, int label) {}

    /** A decoded picture at a place on an axis. */
    public record AxisPicture(double at, Picture picture) {}

    /** A few pictures of other data beside what a model makes of them. */
    public record LimitExamples(
            String model,
            int latent,
            LimitRow.Variant variant,
            String data,
            List<Picture> inputs,
            List<Picture> reconstructions) {

        public LimitExamples {
            inputs = List.copyOf(inputs);
            reconstructions = List.copyOf(reconstructions);
        }
    }
}
