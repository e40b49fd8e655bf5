package io.diabolo.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.ByteDataset;
import io.diabolo.data.Dataset;
import io.diabolo.engine.Engine;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.image.Picture;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.safetensors.NamedTensor;
import io.diabolo.safetensors.Safetensors;
import io.diabolo.task.TrainingOptions;
import io.diabolo.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnomalyDetectorTest {

    private static final DetectOptions OPTIONS =
            DetectOptions.defaults().withMembers(1).withSteps(600).withFalseAlarms(0.02);

    private static AnomalyDetector detector;

    @BeforeAll
    static void fit() {
        Engine.setThreads(1);
        detector = AnomalyDetector.fit(Samples.table(Samples.machine(1_200, 1)), OPTIONS);
    }

    @AfterAll
    static void close() {
        detector.close();
    }

    private static double auroc(double[] normal, double[] abnormal) {
        double[] scores = Arrays.copyOf(normal, normal.length + abnormal.length);
        System.arraycopy(abnormal, 0, scores, normal.length, abnormal.length);
        boolean[] labels = new boolean[scores.length];
        Arrays.fill(labels, normal.length, labels.length, true);
        return DetectionMetrics.of(scores, labels).auroc();
    }

    @Test
    void score_cellThatDoesNotFitTheOthers_isFoundAndNamedWithWhatWasExpected() {
        double[][] whole = Samples.machine(201, 7);
        double[][] broken = Samples.brokenHeat(200, 7);
        List<Finding> findings = detector.score(Samples.table(broken));
        assertThat(findings.stream().filter(Finding::abnormal).count()).isGreaterThan(150);
        assertThat(findings.stream()
                        .filter(finding -> finding.reasons().get(0).where().equals("heat"))
                        .count())
                .isGreaterThan(140);
        double missed = IntStream.range(0, 200)
                .filter(i -> findings.get(i).reasons().get(0).where().equals("heat"))
                .mapToDouble(i -> Math.abs(
                        Double.parseDouble(findings.get(i).reasons().get(0).expected()) - whole[i][2]))
                .average()
                .orElse(99);
        assertThat(missed).isLessThan(12); // the change was 35
    }

    @Test
    void scores_eachPartAndTheEnsemble_findWhatIsBroken() {
        Scores normal = detector.scores(Samples.table(Samples.machine(300, 8)));
        Scores broken = detector.scores(Samples.table(Samples.brokenHeat(300, 9)));
        assertThat(auroc(normal.ensemble(), broken.ensemble())).isGreaterThan(0.97);
        assertThat(auroc(normal.of(Part.RECONSTRUCTION), broken.of(Part.RECONSTRUCTION)))
                .isGreaterThan(0.9);
        assertThat(auroc(normal.of(Part.LATENT), broken.of(Part.LATENT))).isGreaterThan(0.9);
    }

    @Test
    void score_newNormalRows_keepsThePromiseAboutFalseAlarms() {
        List<Finding> findings = detector.score(Samples.table(Samples.machine(3_000, 10)));
        double rate = findings.stream().filter(Finding::abnormal).count() / 3_000.0;
        // 171 samples were held out: the rate of one split varies by about a hundredth.
        assertThat(rate).isLessThan(0.05);
        double half = findings.stream().filter(f -> f.pValue() <= 0.5).count() / 3_000.0;
        assertThat(half).isCloseTo(0.5, within(0.12));
    }

    @Test
    void untrained_sameNetworks_findsLess() {
        Dataset train = Samples.table(Samples.machine(1_200, 1));
        Dataset normal = Samples.table(Samples.machine(300, 8));
        Dataset broken = new ShuffledSamples(Samples.table(Samples.machine(300, 11)), 2);
        try (AnomalyDetector untrained = AnomalyDetector.untrained(train, OPTIONS)) {
            double without = auroc(
                    untrained.scores(normal).ensemble(),
                    untrained.scores(broken).ensemble());
            double with = auroc(
                    detector.scores(normal).ensemble(), detector.scores(broken).ensemble());
            assertThat(with).isGreaterThan(without + 0.03);
        }
    }

    @Test
    void save_andLoad_scoresTheSameBits(@TempDir Path folder) throws IOException {
        Dataset data = Samples.table(Samples.brokenHeat(40, 12));
        detector.save(folder);
        detector.save(folder); // over the former one
        try (AnomalyDetector loaded = AnomalyDetector.load(folder)) {
            assertThat(loaded.score(data)).isEqualTo(detector.score(data));
            assertThat(loaded.report()).isEqualTo(detector.report());
        }
        try (var entries = Files.list(folder)) {
            assertThat(entries.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("config.json", "calibration.safetensors", "models-2");
        }
        byte[] calibration = Files.readAllBytes(folder.resolve("calibration.safetensors"));
        calibration[calibration.length - 1] ^= 1;
        Files.write(folder.resolve("calibration.safetensors"), calibration);
        assertThatThrownBy(() -> AnomalyDetector.load(folder))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("is damaged");
    }

    /** Detectors of the first release do not say how errors go together. */
    @Test
    void load_ofFormat1_takesErrorsAsIfTheyDidNotGoTogether(@TempDir Path folder) throws IOException {
        detector.save(folder);
        Path calibration = folder.resolve("calibration.safetensors");
        Path config = folder.resolve("config.json");
        String before = Safetensors.sha256(calibration);
        List<NamedTensor> tensors = Safetensors.read(calibration, Safetensors.Limits.STANDARD).tensors().stream()
                .filter(tensor -> !tensor.name().endsWith("whitening"))
                .toList();
        Safetensors.write(calibration, tensors, new TreeMap<>(Map.of("format", "diabolo-detector-1")));
        Files.writeString(
                config,
                Files.readString(config)
                        .replace(before, Safetensors.sha256(calibration))
                        .replaceFirst("(\"format\"\\s*:\\s*)2", "$11"));
        assertThat(Files.readString(config)).containsPattern("\"format\"\\s*:\\s*1");
        Dataset data = Samples.table(Samples.machine(200, 14));
        try (AnomalyDetector loaded = AnomalyDetector.load(folder)) {
            Scores now = detector.scores(data);
            Scores then = loaded.scores(data);
            assertThat(then.of(Part.LATENT)).isEqualTo(now.of(Part.LATENT));
            assertThat(then.of(Part.RECONSTRUCTION)).isNotEqualTo(now.of(Part.RECONSTRUCTION));
            assertThat(Arrays.stream(then.of(Part.RECONSTRUCTION)).average().orElseThrow())
                    .isBetween(-1.0, 1.0);
        }
    }

    @Test
    void score_severalThreads_givesTheBitsOfOne() {
        Dataset data = Samples.table(Samples.machine(60, 13));
        double[] alone = detector.scores(data).ensemble();
        List<double[]> together = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> detector.scores(data).ensemble())
                .toList();
        assertThat(together).allSatisfy(scores -> assertThat(scores).containsExactly(alone));
    }

    @Test
    void withFalseAlarms_smallerRate_movesTheThresholdOrSaysWhatItNeeds() {
        assertThat(detector.withFalseAlarms(0.05).threshold()).isLessThan(detector.threshold());
        assertThatThrownBy(() -> detector.withFalseAlarms(0.0001))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("0.01% needs 9999 held-out normal samples, 171 were held out");
    }

    @Test
    void fit_tooFewRowsForThePromise_saysHowManyItNeeds() {
        assertThatThrownBy(() -> AnomalyDetector.fit(Samples.table(Samples.machine(150, 1)), DetectOptions.defaults()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("machine holds 150 normal samples, promising 1% false alarms needs at least 198");
        assertThatThrownBy(() -> AnomalyDetector.fit(Samples.table(Samples.machine(12, 1)), DetectOptions.defaults()))
                .hasMessageContaining("a detector needs at least 40");
    }

    @Test
    void fit_contaminatedRows_trimsThemAndScoresBetter() {
        double[][] rows = Samples.machine(900, 21);
        double[][] broken = Samples.brokenHeat(100, 22);
        double[][] all = new double[1_000][];
        for (int i = 0; i < 1_000; i++) {
            all[i] = i % 10 == 0 ? broken[i / 10] : rows[i - i / 10 - 1];
        }
        Dataset contaminated = Samples.table(all);
        Dataset normal = Samples.table(Samples.machine(300, 23));
        Dataset abnormal = Samples.table(Samples.brokenHeat(300, 24));
        try (AnomalyDetector naive = AnomalyDetector.fit(contaminated, OPTIONS);
                AnomalyDetector trimmed = AnomalyDetector.fit(contaminated, OPTIONS.withContamination(0.12))) {
            assertThat(trimmed.report().leftOut()).isBetween(115, 125);
            assertThat(naive.report().leftOut()).isZero();
            double found =
                    trimmed.score(abnormal).stream().filter(Finding::abnormal).count();
            double before =
                    naive.score(abnormal).stream().filter(Finding::abnormal).count();
            assertThat(found).isGreaterThan(before + 100);
            assertThat(trimmed.score(normal).stream().filter(Finding::abnormal).count())
                    .isLessThan(60);
        }
    }

    @Test
    void guards_independentColumns_sayThatNothingWasLearned() {
        Random random = new Random(5);
        double[][] noise = IntStream.range(0, 800)
                .mapToObj(i -> random.doubles(5).toArray())
                .toArray(double[][]::new);
        try (AnomalyDetector blind = AnomalyDetector.fit(Samples.table(noise), OPTIONS)) {
            assertThat(blind.report().warnings())
                    .anySatisfy(w -> assertThat(w).contains("no better than the untrained networks"));
        }
        assertThat(detector.report().warnings()).isEmpty();
    }

    /** The linear path starts as all principal components, so it can hand every sample on as it is. */
    @Test
    void guards_networkThatCopiesItsInput_saySo() {
        Dataset rows = Samples.table(Samples.machine(400, 1));
        HoldOut data = HoldOut.of(rows, 0.02, 0);
        Preprocessing preprocessing = Preprocessing.of(data.train());
        AutoencoderConfig copies = AutoencoderConfig.mlp(preprocessing.shape(), 5);
        TrainingPlan plan = TrainingPlan.auto().withSteps(600);
        List<MemberPlan> plans = List.of(
                new CodingPlan(Part.RECONSTRUCTION, copies, plan, HiddenRounds.none()),
                new CodingPlan(Part.LATENT, copies, plan, HiddenRounds.none()));
        List<MemberPlan> defaults = MemberPlan.of(preprocessing, OPTIONS);
        try (Ensemble trained = Ensemble.train(plans, data, preprocessing, TrainingOptions.defaults());
                Ensemble untrained = Ensemble.untrained(defaults, data, preprocessing, TrainingOptions.defaults())) {
            assertThat(Guards.check(trained, untrained, data, 0))
                    .anySatisfy(warning -> assertThat(warning).contains("identity mapping"));
        }
    }

    @Test
    void fit_gapsAmongCells_countOnlyWhatIsKnown() {
        double[][] rows = Samples.machine(600, 31);
        for (int i = 0; i < rows.length; i++) {
            rows[i][i % 5] = i % 3 == 0 ? Double.NaN : rows[i][i % 5];
        }
        try (AnomalyDetector gaps = AnomalyDetector.fit(Samples.table(rows), OPTIONS)) {
            double[][] broken = Samples.brokenHeat(200, 32);
            double[][] blank = Samples.brokenHeat(200, 32);
            for (double[] row : blank) {
                row[2] = Double.NaN; // what is broken is not known any more
            }
            Scores seen = gaps.scores(Samples.table(broken));
            double[][] whole = Samples.machine(200, 33);
            whole[0][2] = Double.NaN;
            Scores normal = gaps.scores(Samples.table(whole));
            blank[0][2] = broken[0][2]; // a column that is empty or constant would be left out
            blank[1][2] = broken[1][2];
            Scores hidden = gaps.scores(Samples.table(blank));
            assertThat(auroc(normal.of(Part.RECONSTRUCTION), seen.of(Part.RECONSTRUCTION)))
                    .isGreaterThan(0.9);
            assertThat(auroc(hidden.of(Part.RECONSTRUCTION), seen.of(Part.RECONSTRUCTION)))
                    .isGreaterThan(0.85);
        }
    }

    /** A white square on gray stripes: the heat is where the square is, and a normal picture stays dark. */
    @Test
    void heatMaps_pictureWithASpot_glowsThereAlone() {
        byte[][] stripes = new byte[120][256];
        Random random = new Random(6);
        for (byte[] picture : stripes) {
            int phase = random.nextInt(4);
            for (int p = 0; p < 256; p++) {
                picture[p] = (byte) (100 + ((p + phase) % 4 < 2 ? 40 : 0) + random.nextInt(8));
            }
        }
        byte[][] spotted = {stripes[0].clone(), stripes[1].clone()};
        for (int y = 3; y < 7; y++) {
            Arrays.fill(spotted[1], 16 * y + 9, 16 * y + 13, (byte) 255);
        }
        Dataset normal = pictures("stripes", stripes);
        Dataset both = pictures("both", spotted);
        try (AnomalyDetector seen = AnomalyDetector.fit(normal, OPTIONS.withFalseAlarms(0.05))) {
            List<HeatMap> maps = seen.heatMaps(both);
            assertThat(brightness(maps.get(0).heat(), 0, 16, 0, 16)).isLessThan(40);
            assertThat(brightness(maps.get(1).heat(), 3, 7, 9, 13)).isGreaterThan(150);
            assertThat(brightness(maps.get(1).heat(), 10, 16, 0, 6)).isLessThan(60);
            assertThat(seen.score(both).get(1).abnormal()).isTrue();
            AnomalyDetector.Explained explained = seen.explain(both);
            assertThat(explained.findings()).isEqualTo(seen.score(both));
            assertThat(explained.maps().get(1).heat()).isEqualTo(maps.get(1).heat());
        }
        assertThatThrownBy(() -> detector.heatMaps(Samples.table(Samples.machine(3, 1))))
                .hasMessageContaining("no pictures");
    }

    @Test
    void regionOfInterest_ofPictures_blackensWhatIsOutside_andHasAHashOfItsOwn() {
        byte[][] pixels = new byte[3][256];
        for (byte[] picture : pixels) {
            Arrays.fill(picture, (byte) 200);
        }
        Dataset whole = pictures("white", pixels);
        byte[] left = new byte[16]; // 4x4, of the same ratio: bright in the left half
        for (int at = 0; at < left.length; at++) {
            left[at] = (byte) (at % 4 < 2 ? 255 : 0);
        }
        Dataset seen = RegionOfInterest.of(new Picture(1, 4, 4, left)).of(whole);
        byte[] gathered = new byte[512];
        seen.gather(new int[] {2, 0}, gathered);
        for (int at = 0; at < gathered.length; at++) {
            assertThat(gathered[at] & 0xFF).isEqualTo(at % 16 < 8 ? 200 : 0);
        }
        assertThat(seen.hash()).isNotEqualTo(whole.hash()).hasSize(64);
        assertThatThrownBy(() -> RegionOfInterest.of(new Picture(1, 4, 4, new byte[16])))
                .hasMessageContaining("dark everywhere");
        assertThatThrownBy(() ->
                        RegionOfInterest.of(new Picture(1, 4, 5, filled(20))).of(whole))
                .hasMessageContaining("the region of interest is 5x4, the pictures of white are 16x16");
    }

    private static byte[] filled(int length) {
        byte[] pixels = new byte[length];
        Arrays.fill(pixels, (byte) 255);
        return pixels;
    }

    private static Dataset pictures(String name, byte[][] pixels) {
        return ByteDataset.of(
                name,
                Arrays.stream(pixels).map(one -> new Picture(1, 16, 16, one)).toList());
    }

    private static double brightness(Picture picture, int top, int bottom, int left, int right) {
        double sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += picture.at(0, y, x);
            }
        }
        return sum / (bottom - top) / (right - left);
    }

    @Test
    void close_aDetector_freesEveryTensor() {
        long before = TensorScope.liveTensors();
        AnomalyDetector.fit(Samples.table(Samples.machine(200, 1)), OPTIONS.withSteps(5))
                .close();
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
    }

    @Test
    void withCalibration_ofMoreHeldOutSamples_promisesWhatTheFirstAloneCannot() {
        assertThatThrownBy(() -> detector.withFalseAlarms(0.001)).isInstanceOf(BadInputException.class);
        double[] more =
                detector.scores(Samples.table(Samples.machine(1_500, 21))).ensemble();
        AnomalyDetector strict = detector.withCalibration(more, 0.001);
        double[] all = java.util.stream.DoubleStream.concat(
                        Arrays.stream(detector.conformal().scores()), Arrays.stream(more))
                .toArray();
        assertThat(strict.threshold()).isEqualTo(Conformal.of(all).threshold(0.001));
        assertThat(strict.options()).isEqualTo(OPTIONS.withFalseAlarms(0.001));
        assertThat(strict.report().heldOut()).isEqualTo(detector.report().heldOut() + 1_500);
        assertThat(strict.report().smallestRate()).isEqualTo(1.0 / (all.length + 1));
        assertThatThrownBy(() -> detector.withCalibration(new double[] {Double.NaN}, 0.02))
                .isInstanceOf(BadInputException.class);
    }

    @Test
    void fitPart_ofFewSamples_takesTheWholesPreprocessingAndPromisesWhatItCan() {
        Preprocessing whole = Preprocessing.of(Samples.table(Samples.machine(1_000, 22)));
        DetectOptions options = OPTIONS.withSteps(20).withFalseAlarms(0.001);
        Dataset part = Samples.table(Samples.machine(140, 23));
        assertThatThrownBy(() -> AnomalyDetector.fit(part, options)).isInstanceOf(BadInputException.class);
        try (AnomalyDetector fitted = AnomalyDetector.fitPart(part, whole, options)) {
            assertThat(fitted.preprocessing()).isEqualTo(whole);
            assertThat(fitted.report().heldOut())
                    .isEqualTo(AnomalyDetector.heldOutOf(140))
                    .isEqualTo(20);
            assertThat(fitted.options().falseAlarms()).isEqualTo(1.0 / 21);
        }
        assertThatThrownBy(() -> AnomalyDetector.fitPart(part, whole, options.withContamination(0.1)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("normal ones alone");
    }
}
