package io.diabolo.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.image.Size;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Public data as people have it. */
class RealDataTest {

    private static final DataOptions DEFAULTS = DataOptions.defaults();

    private static Path data(String name) {
        String root = System.getenv("DIABOLO_DATA");
        Assumptions.assumeTrue(root != null, "skipped: set DIABOLO_DATA to the folder of the test data");
        Path path = Path.of(root).resolve(name);
        Assumptions.assumeTrue(Files.exists(path), "skipped: DIABOLO_DATA has no " + name);
        return path;
    }

    @Test
    void open_mnist_hasItsCountsAndFirstLabel() {
        for (String name : new String[] {"images/mnist", "images/fashion-mnist"}) {
            LoadedData data = DataSource.open(data(name), DEFAULTS);

            assertThat(data.train().size()).isEqualTo(54_000);
            assertThat(data.validation().size()).isEqualTo(6_000);
            assertThat(data.test().size()).isEqualTo(10_000);
            assertThat(data.test().label(0)).isEqualTo(name.equals("images/mnist") ? 7 : 9);
        }
    }

    @Test
    void open_mnist_hasItsKnownMean() {
        Dataset all = DataSource.openWhole(data("images/mnist/train-images-idx3-ubyte.gz"), DEFAULTS);
        double sum = 0;
        byte[] sample = new byte[all.shape().elements()];
        for (int row = 0; row < all.size(); row++) {
            all.gather(new int[] {row}, sample);
            for (byte value : sample) {
                sum += value & 0xff;
            }
        }

        assertThat(sum / all.size() / sample.length / 255).isBetween(0.1306, 0.1308);
    }

    @Test
    void open_freyFaces_lastFifthIsTest() {
        LoadedData data = DataSource.open(data("images/frey-faces"), DEFAULTS.withSplit(SplitRule.ORDERED));

        assertThat(data.train().shape()).isEqualTo(SampleShape.picture(1, 28, 20));
        assertThat(data.test().size()).isEqualTo(393);
        assertThat(data.test().itemName(392)).endsWith("#1964");
    }

    @Test
    void open_orlFaces_splitsByPerson() {
        LoadedData data = DataSource.open(data("images/orl-faces"), DEFAULTS.withGroupBy(Pattern.compile("^(s\\d+)/")));

        assertThat(data.train().shape()).isEqualTo(SampleShape.picture(1, 112, 92));
        assertThat(data.train().labelNames()).hasSize(30).startsWith("s1", "s2");
        Set<Integer> people = labels(data.test());
        assertThat(people).hasSize(3).doesNotContainAnyElementsOf(labels(data.train()));
    }

    private static Set<Integer> labels(Dataset data) {
        Set<Integer> labels = new HashSet<>();
        for (int row = 0; row < data.size(); row++) {
            labels.add(data.label(row));
        }
        return labels;
    }

    @Test
    void openWhole_photos_areResizedInColour() {
        DataOptions options = DEFAULTS.withSize(Size.parse("96x64")).withLimit(40);

        Dataset data = DataSource.openWhole(data("photos/train/bsds500"), options);

        assertThat(data.shape()).isEqualTo(SampleShape.picture(3, 64, 96));
        assertThat(data.size()).isEqualTo(40);
    }

    @Test
    void openWhole_tiff_isRead() {
        Dataset data = DataSource.openWhole(data("photos/eval/mcmaster"), DEFAULTS.withStrict(true));

        assertThat(data.size()).isEqualTo(18);
        assertThat(data.shape()).isEqualTo(SampleShape.picture(3, 500, 500));
    }

    @Test
    void openWhole_table_hasFeaturesAndLabels() {
        Dataset data = DataSource.openWhole(data("tabular/adbench/6_cardio.npz"), DEFAULTS);

        assertThat(data.shape()).isEqualTo(SampleShape.row(21));
        assertThat(data.size()).isEqualTo(1831);
        assertThat(data.labelNames()).containsExactly("0", "1");
    }
}
