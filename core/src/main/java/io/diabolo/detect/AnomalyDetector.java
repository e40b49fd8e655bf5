package io.diabolo.detect;

import io.diabolo.data.Dataset;
import io.diabolo.data.InputFormat;
import io.diabolo.data.RowSubset;
import io.diabolo.error.BadInputException;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.preprocess.TablePreprocessing;
import io.diabolo.task.TrainedModel;
import io.diabolo.task.TrainingOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Says which samples are abnormal after having seen normal ones: rows of tables, series, or pictures.
 *
 * <p>Every method may be called from several threads at once, except {@link #close()}.
 */
public final class AnomalyDetector implements AutoCloseable {

    private final Ensemble ensemble;
    private final Conformal conformal;
    private final double heatScale;
    private final DetectOptions options;
    private final FitReport report;
    private final double threshold;

    AnomalyDetector(Ensemble ensemble, Conformal conformal, double heatScale, DetectOptions options, FitReport report) {
        this.ensemble = ensemble;
        this.conformal = conformal;
        this.heatScale = heatScale;
        this.options = options;
        this.report = report;
        threshold = conformal.threshold(options.falseAlarms());
    }

    /** As {@link #fit(Dataset, DetectOptions, TrainingOptions)}, on the CPU, watched by nobody. */
    public static AnomalyDetector fit(Dataset normal, DetectOptions options) {
        return fit(normal, options, TrainingOptions.defaults());
    }

    /**
     * Fits a detector.
     *
     * @param normal samples, of which a part is held out
     * @throws BadInputException if there are fewer than the promised rate of false alarms needs
     */
    public static AnomalyDetector fit(Dataset normal, DetectOptions options, TrainingOptions training) {
        return new DetectorFit(normal, options, training).fit();
    }

    /**
     * Fits a detector to a part, drawn at random, of more normal samples than are learned from. Its promise is that of the options, or
     * the smallest that {@link #heldOutOf} the part can make; {@link #withCalibration} makes a better one.
     *
     * @param part normal samples, none of which is left out as too strange
     * @param whole learned from all samples
     * @throws BadInputException if there are too few, or the options say that some are abnormal
     */
    public static AnomalyDetector fitPart(Dataset part, Preprocessing whole, DetectOptions options) {
        if (options.contamination() > 0) {
            throw new BadInputException(
                    "a detector of a part of the samples takes normal ones alone: fit it to all of them");
        }
        double rate = Math.max(options.falseAlarms(), Conformal.smallest(Math.max(1, heldOutOf(part.size()))));
        return new DetectorFit(part, options.withFalseAlarms(rate), TrainingOptions.defaults()).fit(whole);
    }

    /** How many of so many samples {@link #fitPart} holds out, where its promise needs no more. */
    public static int heldOutOf(int samples) {
        return HoldOut.usual(samples);
    }

    /** The same networks with their initial weights, to compare with; what is normal for them is measured as ever. */
    public static AnomalyDetector untrained(Dataset normal, DetectOptions options) {
        return new DetectorFit(normal, options, TrainingOptions.defaults()).untrained();
    }

    /** Reads a saved detector. */
    public static AnomalyDetector load(Path folder) {
        return DetectorFolder.load(folder);
    }

    /** Saves the detector with its models, replacing one that the folder holds. */
    public void save(Path folder) {
        DetectorFolder.save(folder, this);
    }

    /**
     * The same detector with another promise; nothing is trained, and closing either closes both.
     *
     * @throws BadInputException if too few samples were held out for that promise
     */
    public AnomalyDetector withFalseAlarms(double rate) {
        return new AnomalyDetector(ensemble, conformal, heatScale, options.withFalseAlarms(rate), report);
    }

    /**
     * The same detector with a promise that more held-out samples carry; nothing is trained, and closing either closes both.
     *
     * @param scores of normal samples drawn as those were that it was fitted to, of which it has seen none
     * @throws BadInputException if there are too few for that promise, or a score is not a number
     */
    public AnomalyDetector withCalibration(double[] scores, double rate) {
        double[] held = conformal.scores();
        double[] all = Arrays.copyOf(held, held.length + scores.length);
        System.arraycopy(scores, 0, all, held.length, scores.length);
        return new AnomalyDetector(
                ensemble,
                Conformal.of(all),
                heatScale,
                options.withFalseAlarms(rate),
                report.withHeldOut(scores.length));
    }

    /** The score above which a sample counts as abnormal. */
    public double threshold() {
        return threshold;
    }

    public DetectOptions options() {
        return options;
    }

    public FitReport report() {
        return report;
    }

    /** What the detector takes. */
    public InputFormat input() {
        Preprocessing preprocessing = preprocessing();
        return preprocessing instanceof TablePreprocessing table
                ? InputFormat.table(table.tableColumns())
                : InputFormat.of(preprocessing.shape());
    }

    public Preprocessing preprocessing() {
        return model().preprocessing();
    }

    /** The first of the autoencoders: for encoding and reconstructing. Closed with the detector. */
    public TrainedModel model() {
        return ensemble.members().get(0).model();
    }

    /** How many autoencoders there are. */
    public int members() {
        return ensemble.members().size();
    }

    Ensemble ensemble() {
        return ensemble;
    }

    /** The p-values of the detector's scores. */
    public Conformal conformal() {
        return conformal;
    }

    /** The scores of all samples, the ensemble's and those of its parts. */
    public Scores scores(Dataset data) {
        return ensemble.scores(data);
    }

    /** Scores, p-values and verdicts of all samples, with up to three reasons each. */
    public List<Finding> score(Dataset data) {
        return score(data, Ensemble.Onlooker.NONE);
    }

    /**
     * Findings and heat maps of some pictures, which the networks look at once.
     *
     * @throws BadInputException if samples are no pictures
     */
    public Explained explain(Dataset pictures) {
        requirePictures(pictures);
        HeatMaps.Collector heat = new HeatMaps(ensemble).collector(pictures.size());
        return new Explained(score(pictures, heat), heat.maps(pictures, heatScale));
    }

    /**
     * Findings of pictures, with where each is not as expected.
     *
     * @param findings one a picture
     * @param maps as many
     */
    public record Explained(List<Finding> findings, List<HeatMap> maps) {

        public Explained {
            findings = List.copyOf(findings);
            maps = List.copyOf(maps);
        }
    }

    private List<Finding> score(Dataset data, Ensemble.Onlooker also) {
        Member expecting = ensemble.expecting();
        Reasons expected = new Reasons(expecting);
        double[] scores = ensemble.scores(data, expecting, (member, first, seen) -> {
                    also.accept(member, first, seen);
                    if (member == expecting) {
                        expected.add(seen);
                    }
                })
                .ensemble();
        List<List<Finding.Reason>> reasons = expected.all();
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            findings.add(new Finding(
                    data.itemName(i), scores[i], conformal.pValue(scores[i]), scores[i] > threshold, reasons.get(i)));
        }
        return findings;
    }

    /** The error from where {@link #heatMaps} glow; 0 where samples are no pictures. */
    double heatScale() {
        return heatScale;
    }

    /**
     * Where pictures are not as expected, at a scale that normal pictures have fixed.
     *
     * @throws BadInputException if samples are no pictures
     */
    public List<HeatMap> heatMaps(Dataset pictures) {
        requirePictures(pictures);
        return new HeatMaps(ensemble).of(pictures, heatScale);
    }

    /**
     * How strange each pixel of pictures is, what {@link #heatMaps} show: higher is stranger, without a unit.
     *
     * @return [N, H * W]
     * @throws BadInputException if samples are no pictures
     */
    public float[] pixelScores(Dataset pictures) {
        requirePictures(pictures);
        return new HeatMaps(ensemble).heat(pictures);
    }

    private void requirePictures(Dataset data) {
        if (heatScale == 0) {
            throw new BadInputException("%s holds samples %s, which are no pictures: there are no heat maps"
                    .formatted(data.name(), data.shape()));
        }
    }

    @Override
    public void close() {
        ensemble.close();
    }

    /** The rows of {@code data} with the lowest scores, rising; all but a share of them. */
    static Dataset leastStrange(Dataset data, double[] scores, double leftOut) {
        int kept = Math.max(1, data.size() - (int) Math.round(leftOut * data.size()));
        int[] rows = IntStream.range(0, data.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .limit(kept)
                .mapToInt(i -> i)
                .toArray();
        Arrays.sort(rows);
        return RowSubset.of(data, rows);
    }
}
