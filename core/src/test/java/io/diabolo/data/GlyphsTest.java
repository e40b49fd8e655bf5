package io.diabolo.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GlyphsTest {

    @Test
    void generate_sameSeed_isTheSameOnEveryMachine() {
        assertThat(Glyphs.generate(1, 200).hash())
                .isEqualTo("cb207018daa03d5646769648a87d0bfd59a745627156569dfcbbcb1d1766f28a");
        assertThat(Glyphs.generate(2, 200).hash())
                .isNotEqualTo(Glyphs.generate(1, 200).hash());
    }

    @Test
    void generate_glyphs_areInkOnAnEmptyMargin() {
        ByteDataset data = Glyphs.generate(3, 500);

        for (int row = 0; row < data.size(); row++) {
            float[] picture = TestFiles.floatSample(data, row);
            double ink = IntStream.range(0, picture.length)
                            .mapToDouble(i -> picture[i])
                            .sum()
                    / 255;
            assertThat(ink).isBetween(10.0, 250.0);
        }
    }

    @Test
    void generate_classes_areEquallyOftenAndDifferWithin() {
        ByteDataset data = Glyphs.generate(4, 10 * GlyphShapes.NAMES.size());

        long[] counts = new long[data.labelNames().size()];
        IntStream.range(0, data.size()).forEach(row -> counts[data.label(row)]++);
        assertThat(counts).containsOnly(10);
        assertThat(data.labelNames()).doesNotHaveDuplicates().contains("0", "9", "A");
    }

    @Test
    void open_withoutPath_isTheEmbeddedData() {
        LoadedData data = DataSource.glyphs();

        assertThat(data.train().size()).isEqualTo(10_800);
        assertThat(data.validation().size()).isEqualTo(1_200);
        assertThat(data.test().size()).isEqualTo(2_000);
        assertThat(data.train().name()).isEqualTo("glyphs");
        assertThat(data.train().shape()).isEqualTo(SampleShape.picture(1, 28, 28));
    }
}
