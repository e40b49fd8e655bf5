package io.diabolo.jobs;

import io.diabolo.data.Dataset;
import io.diabolo.data.RowSubset;
import io.diabolo.detect.AnomalyDetector;
import io.diabolo.detect.Finding;
import io.diabolo.detect.HeatMap;
import io.diabolo.image.Picture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Detectors that judge data and answer from memory, beside whatever else computes. The last few that were asked stay loaded. Every
 * method may be called from several threads at once; calls to one detector take turns.
 */
public final class LiveDetectors implements AutoCloseable {

    private static final int SHOWN = 100;
    private static final int SHOWN_PICTURES = 12;

    /** Samples that are judged at once; an answer that takes minutes is the command line's. */
    private static final int MOST = 20_000;

    private final LoadedFolders<AnomalyDetector> detectors;

    LiveDetectors(EngineTurns turns) {
        detectors = new LoadedFolders<>(turns, (folder, device) -> AnomalyDetector.load(folder));
    }

    /** Whether a folder holds a detector. */
    public static boolean isDetector(Path folder) {
        return Files.isRegularFile(folder.resolve("config.json"))
                && Files.isRegularFile(folder.resolve("calibration.safetensors"));
    }

    /**
     * Says which samples are abnormal, of the first 20,000.
     *
     * @param folder of the detector
     * @param data a file or folder
     */
    public Judgement judge(Path folder, Path data, JobControl control) {
        return detectors.use(folder, detector -> {
            DataReading extra = new DataReading(null, false, false, null, null, MOST, DataReading.Columns.all(), null);
            Dataset samples = SavedDetector.read(folder).open(folder, data, detector, extra, control);
            boolean explained = samples.shape().isPicture() && samples.size() <= SHOWN_PICTURES;
            AnomalyDetector.Explained few = explained ? detector.explain(samples) : null;
            List<Finding> findings = few == null ? detector.score(samples) : few.findings();
            int[] strangest = IntStream.range(0, findings.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -findings.get(i).score()))
                    .limit(SHOWN)
                    .mapToInt(i -> i)
                    .toArray();
            return new Judgement(
                    findings.stream().map(Finding::pValue).toList(),
                    detector.options().falseAlarms(),
                    detector.report().smallestRate(),
                    IntStream.of(strangest).mapToObj(findings::get).toList(),
                    few == null ? heat(detector, samples, strangest) : heat(few, strangest));
        });
    }

    private static List<Heat> heat(AnomalyDetector detector, Dataset samples, int... strangest) {
        if (!samples.shape().isPicture()) {
            return List.of();
        }
        int[] shown = IntStream.of(strangest).limit(SHOWN_PICTURES).toArray();
        return detector.heatMaps(RowSubset.of(samples, shown)).stream()
                .map(LiveDetectors::heat)
                .toList();
    }

    private static List<Heat> heat(AnomalyDetector.Explained few, int... strangest) {
        return IntStream.of(strangest).mapToObj(i -> heat(few.maps().get(i))).toList();
    }

    private static Heat heat(HeatMap map) {
        return new Heat(png(map.picture()), png(map.expected()), png(map.heat()));
    }

    private static byte[] png(Picture picture) {
        return HeldPicture.of(picture.toBufferedImage()).png();
    }

    @Override
    public void close() {
        detectors.close();
    }

    /**
     * What a detector says of data.
     *
     * @param pValues of all samples, in the order of the data
     * @param falseAlarms the promised rate: samples count as abnormal whose p-value is at most that
     * @param smallestRate the smallest promise that the detector can make
     * @param strangest the samples with the highest scores, up to 100
     * @param heat of the first of these, where samples are pictures
     */
    public record Judgement(
            List<Double> pValues, double falseAlarms, double smallestRate, List<Finding> strangest, List<Heat> heat) {

        public Judgement {
            pValues = List.copyOf(pValues);
            strangest = List.copyOf(strangest);
            heat = List.copyOf(heat);
        }
    }

    /** A picture, what was expected, and where the two differ; PNG files. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Heat(byte[] picture, byte[] expected, byte[] heat) {}
}
