package io.diabolo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sound idx, npy, npz and CIFAR-10 files. */
class ArrayFilesTest {

    private static final DataOptions DEFAULTS = DataOptions.defaults();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Dataset whole(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, bytes);
        return DataSource.openWhole(file, DEFAULTS);
    }

    @Test
    void idx_packedImagesWithLabelsBesideThem_areRead() throws IOException {
        Files.write(folder.resolve("train-labels-idx1-ubyte"), TestFiles.idx(new int[] {2}, TestFiles.bytes(7, 3)));

        Dataset data = whole(
                "train-images-idx3-ubyte.gz",
                TestFiles.gzip(TestFiles.idx(new int[] {2, 1, 3}, TestFiles.bytes(1, 2, 3, 4, 5, 255))));

        assertThat(data.shape()).isEqualTo(SampleShape.picture(1, 1, 3));
        assertThat(TestFiles.sample(data, 1)).containsExactly(4, 5, 255 - 256);
        assertThat(TestFiles.floatSample(data, 1)).containsExactly(4, 5, 255);
        assertThat(data.labelNames()).containsExactly("3", "7");
        assertThat(data.label(0)).isEqualTo(1);
        assertThat(data.itemName(1)).isEqualTo("train-images-idx3-ubyte.gz#1");
    }

    @Test
    void idx_colourWithChannelsLast_becomesPlanar() throws IOException {
        Dataset data =
                whole("a-idx4-ubyte", TestFiles.idx(new int[] {1, 1, 2, 3}, TestFiles.bytes(1, 2, 3, 11, 12, 13)));

        assertThat(data.shape()).isEqualTo(SampleShape.picture(3, 1, 2));
        assertThat(TestFiles.sample(data, 0)).containsExactly(1, 11, 2, 12, 3, 13);
    }

    @Test
    void idxFolder_withTestFiles_keepsThemForTest() throws IOException {
        Files.write(folder.resolve("train-images-idx3-ubyte"), TestFiles.idx(new int[] {20, 1, 1}, new byte[20]));
        Files.write(
                folder.resolve("t10k-images-idx3-ubyte"), TestFiles.idx(new int[] {2, 1, 1}, TestFiles.bytes(8, 9)));

        LoadedData data = DataSource.open(folder, DEFAULTS);

        assertThat(data.train().size()).isEqualTo(18);
        assertThat(data.validation().size()).isEqualTo(2);
        assertThat(data.test().size()).isEqualTo(2);
        assertThat(TestFiles.sample(data.test(), 1)).containsExactly(9);
        assertThat(data.notes()).singleElement().asString().contains("own test files");
    }

    @Test
    void npy_everyNumberType_isRead() throws IOException {
        assertThat(whole("a.npy", TestFiles.npy("|u1", "1, 2", TestFiles.bytes(1, 255)))
                        .isBytes())
                .isTrue();
        assertThat(TestFiles.floatSample(
                        whole("b.npy", TestFiles.npy("<f4", "2, 2", TestFiles.floats(1.5f, -2, 0, 0))), 0))
                .containsExactly(1.5f, -2);
        assertThat(TestFiles.floatSample(
                        whole("c.npy", TestFiles.npy("<i2", "2, 2", TestFiles.bytes(1, 1, 255, 255, 0, 0, 0, 0))), 0))
                .containsExactly(257, -1);
        byte[] oneAndAHalf = {0, 0, 0, 0, 0, 0, (byte) 0xf8, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0};
        assertThat(TestFiles.floatSample(whole("d.npy", TestFiles.npy("<f8", "2, 1", oneAndAHalf)), 0))
                .containsExactly(1.5f);
    }

    @Test
    void npy_shapes_areUnderstood() throws IOException {
        byte[] values = new byte[24];
        assertThat(whole("a.npy", TestFiles.npy("|u1", "2, 12", values)).shape())
                .isEqualTo(SampleShape.row(12));
        assertThat(whole("a.npy", TestFiles.npy("|u1", "2, 3, 4", values)).shape())
                .hasToString("[1, 3, 4]");
        assertThat(whole("a.npy", TestFiles.npy("|u1", "2, 2, 2, 3", values)).shape())
                .hasToString("[3, 2, 2]");
        assertThat(whole("a.npy", TestFiles.npy("|u1", "2, 3, 2, 2", values)).shape())
                .hasToString("[3, 2, 2]");
    }

    @Test
    void npy_matrixInFortranOrder_isTurned() throws IOException {
        String dictionary = "'descr': '<f4', 'fortran_order': True, 'shape': (2, 3)";

        Dataset data = whole("a.npy", TestFiles.npy(dictionary, TestFiles.floats(1, 4, 2, 5, 3, 6)));

        assertThat(TestFiles.floatSample(data, 0)).containsExactly(1, 2, 3);
        assertThat(TestFiles.floatSample(data, 1)).containsExactly(4, 5, 6);
    }

    @Test
    void npz_withXAndY_hasLabels() throws IOException {
        Path file = TestFiles.npz(
                folder.resolve("a.npz"),
                Map.of(
                        "X", TestFiles.npy("<f4", "3, 1", TestFiles.floats(1, 2, 3)),
                        "y", TestFiles.npy("<f4", "3,", TestFiles.floats(1, 0, 1))));

        Dataset data = DataSource.openWhole(file, DEFAULTS);

        assertThat(data.labelNames()).containsExactly("0", "1");
        assertThat(data.label(2)).isEqualTo(1);
        assertThat(data.isBytes()).isFalse();
        assertThatThrownBy(() -> data.gather(new int[] {0}, new byte[1])).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void npz_withTrainAndTest_keepsThem() throws IOException {
        Path file = TestFiles.npz(
                folder.resolve("a.npz"),
                Map.of(
                        "x_train", TestFiles.npy("|u1", "5, 1, 1", TestFiles.bytes(1, 2, 3, 4, 5)),
                        "y_train", TestFiles.npy("|u1", "5, 1", TestFiles.bytes(0, 1, 0, 1, 0)),
                        "x_test", TestFiles.npy("|u1", "1, 1, 1", TestFiles.bytes(6))));

        LoadedData data = DataSource.open(file, DEFAULTS);

        assertThat(data.train().size()).isEqualTo(4);
        assertThat(TestFiles.sample(data.test(), 0)).containsExactly(6);
        assertThat(data.test().label(0)).isEqualTo(Dataset.NO_LABEL);
        assertThat(data.test().itemName(0)).isEqualTo("a.npz:x_test#0");
    }

    @Test
    void cifar_folder_isRead() throws IOException {
        byte[] batch = new byte[2 * 3073];
        batch[0] = 9;
        batch[1] = 42;
        Files.write(folder.resolve("data_batch_1.bin"), batch);
        Files.write(folder.resolve("data_batch_2.bin"), batch);
        Files.write(folder.resolve("test_batch.bin"), batch);
        Files.writeString(folder.resolve("batches.meta.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\ntruck\n\n");

        LoadedData data = DataSource.open(folder, DEFAULTS);

        assertThat(data.train().size() + data.validation().size()).isEqualTo(4);
        assertThat(data.test().shape()).isEqualTo(SampleShape.picture(3, 32, 32));
        assertThat(data.test().labelNames().get(data.test().label(0))).isEqualTo("truck");
        assertThat(TestFiles.sample(data.test(), 0)[0]).isEqualTo((byte) 42);
    }

    @Property(tries = 50)
    void readMatrix_afterWriteMatrix_isTheSame(
            @ForAll @IntRange(min = 1, max = 9) int rows, @ForAll @IntRange(min = 1, max = 200) int columns)
            throws IOException {
        float[][] matrix = new float[rows][columns];
        for (int i = 0; i < rows * columns; i++) {
            matrix[i / columns][i % columns] = (i - 7) / 3f;
        }
        Path file = Files.createTempFile("matrix", ".npy");
        try {
            Npy.writeMatrix(file, matrix);

            assertThat(Npy.readMatrix(file)).isDeepEqualTo(matrix);
            // The values start at a multiple of 64 bytes, as NumPy asks.
            assertThat((Files.size(file) - 4L * rows * columns) % 64).isZero();
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void readMatrix_ofPictures_isRefused() throws IOException {
        Files.write(folder.resolve("a.npy"), TestFiles.npy("|u1", "2, 3, 4", new byte[24]));

        assertThatThrownBy(() -> Npy.readMatrix(folder.resolve("a.npy"))).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> Npy.readMatrix(folder.resolve("b.npy")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("b.npy");
    }

    @Test
    void openWholeFor_picturesOfAnotherSize_areBroughtToTheModels() throws IOException {
        Files.write(folder.resolve("a-idx3-ubyte"), TestFiles.idx(new int[] {10, 4, 4}, new byte[160]));
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        PictureFiles.write(pictures.resolve("a.png"), new Picture(1, 5, 7, new byte[35]));
        SampleShape shape = SampleShape.picture(3, 2, 6);

        Dataset array =
                DataSource.openWholeFor(folder.resolve("a-idx3-ubyte"), InputFormat.of(shape), DEFAULTS, note -> {});
        Dataset decoded = DataSource.openWholeFor(pictures, InputFormat.of(shape), DEFAULTS, note -> {});

        assertThat(array.shape()).isEqualTo(shape);
        assertThat(array.size()).isEqualTo(10);
        assertThat(decoded.shape()).isEqualTo(shape);
    }

    @Test
    void sizeAndLimit_ofAnArrayFile_areObeyed() throws IOException {
        Files.write(folder.resolve("a-idx3-ubyte"), TestFiles.idx(new int[] {10, 4, 4}, new byte[160]));
        DataOptions options =
                DEFAULTS.withSize(io.diabolo.image.Size.parse("2x3")).withLimit(5);

        Dataset data = DataSource.openWhole(folder, options);

        assertThat(data.size()).isEqualTo(5);
        assertThat(data.shape()).isEqualTo(SampleShape.picture(1, 3, 2));
        Files.write(folder.resolve("f.npy"), TestFiles.npy("<f4", "3, 1", TestFiles.floats(1, 2, 3)));
        assertThatThrownBy(() -> DataSource.openWhole(folder.resolve("f.npy"), options))
                .isInstanceOf(BadInputException.class);
    }
}
