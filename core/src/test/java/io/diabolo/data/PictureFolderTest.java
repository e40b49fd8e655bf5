package io.diabolo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.image.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFolderTest {

    private static final DataOptions DEFAULTS = DataOptions.defaults();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private void put(String name, int channels, int height, int width, int value) {
        byte[] pixels = new byte[channels * height * width];
        Arrays.fill(pixels, (byte) value);
        PictureFiles.write(folder.resolve(name), new Picture(channels, height, width, pixels));
    }

    private List<String> names(Dataset data) {
        return IntStream.range(0, data.size()).mapToObj(data::itemName).toList();
    }

    @Test
    void openWhole_subFolders_areLabelsAndNamesAreInNaturalOrder() {
        put("s10/1.png", 1, 3, 2, 30);
        put("s2/10.pgm", 1, 3, 2, 20);
        put("s2/deep/er/9.bmp", 1, 3, 2, 10);
        put(".hidden/1.png", 1, 9, 9, 0);

        Dataset data = DataSource.openWhole(folder, DEFAULTS);

        assertThat(names(data)).containsExactly("s2/10.pgm", "s2/deep/er/9.bmp", "s10/1.png");
        assertThat(data.labelNames()).containsExactly("s2", "s10");
        assertThat(data.label(2)).isEqualTo(1);
        assertThat(TestFiles.sample(data, 2)).containsOnly((byte) 30).hasSize(6);
        assertThat(data.name()).isEqualTo(folder.getFileName().toString());
    }

    @Test
    void openWhole_frames_areInTheOrderOfTheirNumbers() {
        for (int frame = 12; frame > 0; frame--) {
            put("frame" + frame + ".png", 1, 1, 1, frame);
        }

        LoadedData data = DataSource.open(folder, DEFAULTS.withSplit(SplitRule.ORDERED));

        assertThat(names(data.train())).startsWith("frame1.png", "frame2.png");
        assertThat(names(data.test())).containsExactly("frame11.png", "frame12.png");
        assertThat(data.test().label(0)).isEqualTo(Dataset.NO_LABEL);
    }

    @Test
    void open_trainAndTestFolders_areKept() {
        for (int i = 0; i < 5; i++) {
            put("train/good/" + i + ".png", 1, 1, 1, i);
        }
        put("val/good/1.png", 1, 1, 1, 7);
        put("test/bad/1.png", 1, 1, 1, 9);

        LoadedData data = DataSource.open(folder, DEFAULTS);

        assertThat(data.train().size()).isEqualTo(5);
        assertThat(names(data.validation())).containsExactly("val/good/1.png");
        assertThat(names(data.test())).containsExactly("test/bad/1.png");
        assertThat(data.test().labelNames()).containsExactly("bad", "good");
        assertThat(data.test().label(0)).isZero();
    }

    @Test
    void openWhole_damagedPicture_isSkippedCountedAndNamed() throws IOException {
        put("a.png", 1, 2, 2, 1);
        put("c.png", 1, 2, 2, 3);
        Files.writeString(folder.resolve("b.png"), "no picture");
        List<String> notes = new ArrayList<>();

        Dataset data = DataSource.openWhole(folder, DEFAULTS, notes::add);

        assertThat(names(data)).containsExactly("a.png", "c.png");
        assertThat(notes).singleElement().asString().contains("skipped 1 of 3", "b.png");
        assertThatThrownBy(() -> DataSource.openWhole(folder, DEFAULTS.withStrict(true)))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("b.png");
    }

    @Test
    void openWhole_onlyDamagedPictures_saysWhy() throws IOException {
        Files.writeString(folder.resolve("b.png"), "no picture");

        assertThatThrownBy(() -> DataSource.openWhole(folder, DEFAULTS))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("b.png");
    }

    @Test
    void openWhole_mixedSizes_suggestsTheCommonest() {
        put("a.png", 1, 2, 3, 1);
        put("b.png", 1, 2, 3, 1);
        put("c.png", 1, 5, 4, 1);

        assertThatThrownBy(() -> DataSource.openWhole(folder, DEFAULTS))
                .isInstanceOf(BadInputException.class)
                .hasMessageContainingAll("3x2 (2)", "4x5 (1)", "resize them, to 3x2 for example");
        Dataset resized = DataSource.openWhole(folder, DEFAULTS.withSize(Size.parse("7x6")));
        assertThat(resized.shape()).isEqualTo(SampleShape.picture(1, 6, 7));
    }

    @Test
    void openWhole_grayAndColour_isColourUnlessGrayIsAsked() {
        put("a.png", 1, 2, 2, 50);
        put("b.png", 3, 2, 2, 70);

        assertThat(DataSource.openWhole(folder, DEFAULTS).shape().channels()).isEqualTo(3);
        assertThat(DataSource.openWhole(folder, DEFAULTS.withGray(true)).shape().channels())
                .isEqualTo(1);
    }

    @Test
    void openWhole_alpha_isKeptOnlyIfAllHaveIt() {
        put("a.png", 4, 2, 2, 50);
        assertThat(DataSource.openWhole(folder, DEFAULTS).shape().channels()).isEqualTo(4);

        put("b.png", 1, 2, 2, 70);
        assertThat(DataSource.openWhole(folder, DEFAULTS).shape().channels()).isEqualTo(3);
    }

    @Test
    void openWhole_overTheBudget_streamsTheSameSamples() throws IOException {
        for (int i = 0; i < 20; i++) {
            put(i % 2 + "/" + i + ".png", i == 3 ? 3 : 1, 4, 4, i);
        }
        List<String> notes = new ArrayList<>();

        Dataset kept = DataSource.openWhole(folder, DEFAULTS);
        Dataset streamed = DataSource.openWhole(folder, DEFAULTS.withMemoryBudget(100), notes::add);

        assertThat(kept).isInstanceOf(ByteDataset.class);
        assertThat(streamed).isInstanceOf(FolderDataset.class);
        assertThat(notes).singleElement().asString().contains("read again");
        int[] rows = {19, 0, 3, 3};
        byte[] expected = new byte[4 * 48];
        byte[] actual = new byte[4 * 48];
        kept.gather(rows, expected);
        streamed.gather(rows, actual);
        assertThat(actual).isEqualTo(expected);
        assertThat(TestFiles.floatSample(streamed, 5)).isEqualTo(TestFiles.floatSample(kept, 5));
        assertThat(streamed.label(19)).isEqualTo(kept.label(19));
        assertThat(streamed.hash())
                .hasSize(64)
                .isNotEqualTo(RowSubset.of(streamed, 1, 2).hash());

        put("0/0.png", 1, 5, 5, 0);
        assertThatThrownBy(() -> TestFiles.sample(streamed, 0))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("0.png");
    }

    @Test
    void openWhole_linkToAFolderAbove_isWalkedOnce() throws IOException {
        put("a/1.png", 1, 2, 2, 1);
        Files.createSymbolicLink(folder.resolve("a/loop"), folder);
        Files.createSymbolicLink(folder.resolve("a/broken.png"), folder.resolve("nowhere"));

        assertThat(names(DataSource.openWhole(folder, DEFAULTS))).containsExactly("a/1.png");
    }

    @Test
    void openWhole_limit_choosesFilesBeforeDecoding() throws IOException {
        for (int i = 0; i < 10; i++) {
            put(i + ".png", 1, 2, 2, i);
        }
        assertThat(DataSource.openWhole(folder, DEFAULTS.withLimit(4)).size()).isEqualTo(4);
        assertThat(names(DataSource.openWhole(folder, DEFAULTS.withLimit(3).withSplit(SplitRule.ORDERED))))
                .containsExactly("0.png", "1.png", "2.png");
    }

    @Test
    void openWhole_onePicture_isADatasetOfOne() {
        put("a.png", 3, 2, 5, 50);

        assertThat(DataSource.openWhole(folder.resolve("a.png"), DEFAULTS).shape())
                .isEqualTo(SampleShape.picture(3, 2, 5));
        assertThatThrownBy(() -> DataSource.open(folder.resolve("a.png"), DEFAULTS))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("at least 3");
    }
}
