package io.diabolo.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.ByteDataset;
import io.diabolo.data.Dataset;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.TensorScope;
import io.diabolo.image.Picture;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.task.TrainingOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures too large for an autoencoder: a network repairs and marks. */
class MarkingMemberTest {

    private static final int SIDE = 64;
    private static final DetectOptions OPTIONS = DetectOptions.defaults().withFalseAlarms(0.05);

    /** Stripes of any phase with noise; {@code spot} is a place to darken, or -1. */
    private static Picture stripes(long seed, int spot) {
        Random random = new Random(seed);
        int phase = random.nextInt(8);
        byte[] pixels = new byte[SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            int y = i / SIDE;
            int x = i % SIDE;
            boolean dark = spot >= 0 && Math.hypot(y - spot, x - spot) < 5;
            pixels[i] = (byte) (dark ? 40 : 110 + ((x + phase) % 8 < 4 ? 50 : 0) + random.nextInt(20));
        }
        return new Picture(1, SIDE, SIDE, pixels);
    }

    private static Dataset stripes(int count, long seed, int spot) {
        return ByteDataset.of(
                "stripes",
                IntStream.range(0, count).mapToObj(i -> stripes(seed + i, spot)).toList());
    }

    @Test
    void fit_picturesOfATexture_findsAndMarksADefectThatItNeverSaw() {
        HoldOut normal = HoldOut.of(stripes(60, 0, -1), 0.05, 0);
        Preprocessing preprocessing = Preprocessing.of(normal.train());
        List<MemberPlan> plans = List.of(MarkingPlan.of(OPTIONS.withSteps(250), 1));
        Dataset spotted = stripes(10, 2_000, 40);
        try (Ensemble ensemble = Ensemble.train(plans, normal, preprocessing, TrainingOptions.defaults())) {
            double highest = highest(ensemble.scores(stripes(10, 1_000, -1)).of(Part.MARKS));
            assertThat(lowest(ensemble.scores(spotted).of(Part.MARKS))).isGreaterThan(highest);
            float[] marks = new HeatMaps(ensemble).heat(spotted);
            double inside = 0;
            double outside = 0;
            for (int i = 0; i < marks.length; i++) {
                double distance = Math.hypot(i / SIDE % SIDE - 40.0, i % SIDE - 40.0);
                inside = distance < 3 ? Math.max(inside, marks[i]) : inside;
                outside = distance > 12 ? Math.max(outside, marks[i]) : outside;
            }
            assertThat(inside).isGreaterThan(2 * outside);
            Reasons reasons = new Reasons(ensemble.expecting());
            ensemble.expecting().observe(spotted, (first, seen) -> reasons.add(seen));
            assertThat(reasons.all().get(0).get(0).where()).matches("pixel (3|4)\\d,(3|4)\\d");
        }
    }

    private static double highest(double[] scores) {
        return Arrays.stream(scores).max().orElseThrow();
    }

    private static double lowest(double[] scores) {
        return Arrays.stream(scores).min().orElseThrow();
    }

    @Test
    void load_savedDetectorOfThreeParts_scoresTheSame(@TempDir Path folder) {
        Dataset spotted = stripes(3, 2_000, 40);
        Scores before;
        try (AnomalyDetector detector =
                AnomalyDetector.fit(stripes(60, 0, -1), OPTIONS.withMembers(1).withSteps(3))) {
            before = detector.scores(spotted);
            detector.save(folder);
        }
        try (AnomalyDetector loaded = AnomalyDetector.load(folder)) {
            Scores after = loaded.scores(spotted);
            assertThat(after.ensemble()).isEqualTo(before.ensemble());
            assertThat(after.parts()).containsOnlyKeys(Part.values());
            assertThat(after.of(Part.MARKS)).isEqualTo(before.of(Part.MARKS));
        }
    }

    /** Every 16 columns of the picture are alike, so every 16 columns of its marks are: no tile leaves a seam. */
    @Test
    void pixelScores_pictureOfSeveralTiles_hasNoSeams() {
        int height = 64;
        int width = 1_600;
        byte[] pixels = new byte[height * width];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (37 * (i % width % 16) + 11 * (i / width));
        }
        Dataset wide = ByteDataset.of("wide", Collections.nCopies(40, new Picture(1, height, width, pixels)));
        try (AnomalyDetector untrained = AnomalyDetector.untrained(wide, OPTIONS)) {
            float[] marks = untrained.pixelScores(Member.some(wide, 1, 0));
            for (int y = 0; y < height; y++) {
                for (int x = 200; x < width - 200; x++) {
                    assertThat(marks[y * width + x])
                            .as("at %d, %d", x, y)
                            .isCloseTo(marks[y * width + 200 + (x - 200) % 16], within(1e-4f));
                }
            }
        }
    }

    @Test
    void fit_interruptedOrClosed_freesEveryTensor() {
        long before = TensorScope.liveTensors();
        AnomalyDetector.fit(stripes(60, 0, -1), OPTIONS.withSteps(2)).close();
        AnomalyDetector.untrained(stripes(60, 0, -1), OPTIONS).close();
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
    }

    @Test
    void of_sizes_decideWhoLooks() {
        assertThat(parts(SampleShape.picture(1, 28, 28))).containsExactly(Part.RECONSTRUCTION, Part.LATENT);
        assertThat(parts(SampleShape.picture(1, 64, 96))).containsExactly(Part.RECONSTRUCTION, Part.LATENT, Part.MARKS);
        assertThat(parts(SampleShape.picture(3, 256, 256))).containsExactly(Part.MARKS);
    }

    private static List<Part> parts(SampleShape shape) {
        Dataset black = ByteDataset.of(
                "black",
                List.of(new Picture(shape.channels(), shape.height(), shape.width(), new byte[shape.elements()])));
        return MemberPlan.of(Preprocessing.of(black), OPTIONS.withMembers(1)).stream()
                .map(MemberPlan::part)
                .toList();
    }

    @Test
    void randomCrops_ofAPicture_lieInIt_andComeAgain() {
        byte[] pixels = new byte[40 * 50];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i / 50 * 5 + i % 50); // grows by 5 downwards, by 1 to the right
        }
        Dataset one = ByteDataset.of("one", List.of(new Picture(1, 40, 50, pixels)));
        RandomCrops crops = new RandomCrops(one, SampleShape.picture(1, 32, 16), 7, 3);
        assertThat(crops.size()).isEqualTo(7);
        byte[] seen = new byte[7 * 32 * 16];
        int[] all = IntStream.range(0, 7).toArray();
        crops.gather(all, seen);
        for (int i = 0; i < 7; i++) {
            int corner = seen[i * 512] & 0xff;
            assertThat(seen[i * 512 + 31 * 16 + 15] & 0xff).isEqualTo((corner + 31 * 5 + 15) & 0xff);
        }
        float[] again = new float[seen.length];
        crops.gather(all, again);
        assertThat(IntStream.range(0, seen.length).allMatch(i -> (seen[i] & 0xff) == again[i]))
                .isTrue();
        assertThat(IntStream.range(0, 7).map(i -> seen[i * 512]).distinct().count())
                .isGreaterThan(2);
    }
}
