package io.diabolo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.DiaboloException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.image.HugePng;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of bad file gets its kind of error, in one line that names the file. */
class BadFilesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private void refuses(String name, byte[] bytes, Class<? extends DiaboloException> kind, String... words)
            throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, bytes);
        refuses(file, kind, words);
    }

    private static void refuses(Path path, Class<? extends DiaboloException> kind, String... words) {
        assertThat(catchThrowable(() -> DataSource.openWhole(path, DataOptions.defaults())))
                .isInstanceOf(kind)
                .hasMessageContaining(path.getFileName().toString())
                .satisfies(e -> assertThat(List.of(words))
                        .allSatisfy(word -> assertThat(e).hasMessageContaining(word)))
                .hasMessageNotContainingAny("\n");
    }

    @Test
    void idx_truncated_saysExpectedAndActual() throws IOException {
        refuses("a-idx3-ubyte", TestFiles.idx(new int[] {2, 2, 2}, new byte[5]), CorruptFileException.class, "8", "5");
    }

    @Test
    void idx_longerThanItsHeader_isCorrupt() throws IOException {
        refuses("a-idx3-ubyte", TestFiles.idx(new int[] {2, 2, 2}, new byte[9]), CorruptFileException.class, "8");
    }

    @Test
    void idx_hugeHeader_isCorruptWithoutAllocating() throws IOException {
        int max = Integer.MAX_VALUE;
        refuses("a-idx3-ubyte", TestFiles.idx(new int[] {max, max, max}, new byte[9]), CorruptFileException.class);
        refuses(
                "a-idx1-ubyte.gz",
                TestFiles.gzip(TestFiles.idx(new int[] {max}, new byte[9])),
                CorruptFileException.class);
    }

    @Test
    void idx_truncatedPacking_isCorrupt() throws IOException {
        byte[] values = new byte[1000];
        new java.util.Random(1).nextBytes(values);
        byte[] packed = TestFiles.gzip(TestFiles.idx(new int[] {10, 10, 10}, values));
        refuses("a-idx3-ubyte.gz", Arrays.copyOf(packed, packed.length / 2), CorruptFileException.class, "1000");
        packed[packed.length / 2] ^= 1;
        refuses("a-idx3-ubyte.gz", packed, CorruptFileException.class);
    }

    @Test
    void idx_lyingHeaderInPacking_isCorrupt() throws IOException {
        byte[] packed = TestFiles.gzip(TestFiles.idx(new int[] {11, 10, 10}, new byte[1000]));
        refuses("a-idx3-ubyte.gz", packed, CorruptFileException.class, "1100", "1000");
    }

    @Test
    void idx_wrongMagic_isCorrupt() throws IOException {
        refuses("a-idx3-ubyte", "hello, world".getBytes(StandardCharsets.US_ASCII), CorruptFileException.class, "idx");
        refuses("a-idx3-ubyte.gz", "hello, world".getBytes(StandardCharsets.US_ASCII), CorruptFileException.class);
    }

    @Test
    void idx_ofFloats_isUnsupported() throws IOException {
        byte[] bytes = TestFiles.idx(new int[] {1, 1, 1}, new byte[4]);
        bytes[2] = 0x0d;
        refuses("a-idx3-ubyte", bytes, UnsupportedFormatException.class, "0x0d");
    }

    @Test
    void idx_withoutSamples_isRefused() throws IOException {
        refuses("a-idx3-ubyte", TestFiles.idx(new int[] {0, 2, 2}, new byte[0]), BadInputException.class);
    }

    @Test
    void idx_labelsOfAnotherCount_isCorrupt() throws IOException {
        Files.write(folder.resolve("train-labels-idx1-ubyte"), TestFiles.idx(new int[] {3}, new byte[3]));
        refuses(
                "train-images-idx3-ubyte",
                TestFiles.idx(new int[] {2, 1, 1}, new byte[2]),
                CorruptFileException.class,
                "3 labels",
                "2 samples");
    }

    @Test
    void emptyFiles_areCorrupt() throws IOException {
        for (String name :
                new String[] {"a-idx3-ubyte", "a-idx3-ubyte.gz", "a.npy", "a.npz", "a.png", "a.jpg", "a.pgm"}) {
            refuses(name, new byte[0], CorruptFileException.class);
        }
    }

    @Test
    void png_ofHundredThousandSquared_isRefused() throws IOException {
        refuses("a.png", HugePng.header(100_000, 100_000), BadInputException.class, "100000x100000");
    }

    @Test
    void npy_ofObjects_isUnsupportedByName() throws IOException {
        refuses("a.npy", TestFiles.npy("|O", "3,", new byte[24]), UnsupportedFormatException.class, "|O");
        refuses("a.npy", TestFiles.npy(">f4", "3, 1", new byte[12]), UnsupportedFormatException.class, ">f4");
        refuses("a.npy", TestFiles.npy("<c8", "3, 1", new byte[24]), UnsupportedFormatException.class, "<c8");
        String dictionary = "'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (3,)";
        refuses("a.npy", TestFiles.npy(dictionary, new byte[12]), UnsupportedFormatException.class, "[('a', '<f4')]");
    }

    @Test
    void npy_ofHugeShape_isCorruptWithoutAllocating() throws IOException {
        refuses("a.npy", TestFiles.npy("<f4", "1000000000, 1000000000", new byte[8]), CorruptFileException.class);
        refuses(
                "a.npy",
                TestFiles.npy("<f4", "9".repeat(18) + ", " + "9".repeat(18), new byte[8]),
                CorruptFileException.class);
        refuses("a.npy", TestFiles.npy("<f4", "9".repeat(40) + ", 1", new byte[8]), CorruptFileException.class);
        refuses("a.npy", TestFiles.npy("<f4", "-1, 1", new byte[8]), CorruptFileException.class);
        refuses(
                "a.npy",
                TestFiles.npy("<f4", "9".repeat(50_000) + ", 1", new byte[8]),
                CorruptFileException.class,
                "...");
        refuses(
                "a.npy",
                TestFiles.npy("<f4", "1, 1, 1, 1, 1, 1, 1, 1, 1", new byte[4]),
                BadInputException.class,
                "9 dimensions",
                "at most 8");
    }

    @Test
    void npy_damaged_isCorrupt() throws IOException {
        refuses("a.npy", TestFiles.npy("<f4", "2, 2", new byte[15]), CorruptFileException.class, "16", "15");
        refuses("a.npy", TestFiles.npy("<f4", "2, 2", new byte[17]), CorruptFileException.class, "16");
        refuses("a.npy", TestFiles.npy("no dictionary", new byte[4]), CorruptFileException.class);
        byte[] longHeader = TestFiles.npy("<f4", "1, 1", new byte[4]);
        longHeader[6] = 2;
        ByteBuffer.wrap(longHeader).putInt(8, -1);
        refuses("a.npy", longHeader, CorruptFileException.class);
    }

    @Test
    void npy_withNanOrInfinity_namesTheFirstRow() throws IOException {
        byte[] nan = TestFiles.floats(0, 1, 2, Float.NaN, 4, Float.NaN);
        refuses("a.npy", TestFiles.npy("<f4", "3, 2, 1", nan), BadInputException.class, "row 1", "NaN");
        byte[] infinite = TestFiles.floats(0, 1, 2, Float.NEGATIVE_INFINITY, 4, 5);
        refuses("a.npy", TestFiles.npy("<f4", "3, 2", infinite), BadInputException.class, "row 1", "value 1");
        byte[] tooLarge = ByteBuffer.allocate(8)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putDouble(1e300)
                .array();
        refuses("a.npy", TestFiles.npy("<f8", "1, 1", tooLarge), BadInputException.class, "row 0", "Infinity");
    }

    @Test
    void npz_withoutKnownArrays_listsThem() throws IOException {
        Path file =
                TestFiles.npz(folder.resolve("a.npz"), Map.of("weights", TestFiles.npy("<f4", "1, 1", new byte[4])));
        refuses(file, BadInputException.class, "a.npz", "weights");
    }

    @Test
    void npz_bomb_isCorruptWithoutUnpacking() throws IOException {
        // A header that promises more than the packed bytes can hold; and one that is served zeros beyond its promise.
        Path lying = TestFiles.npz(
                folder.resolve("lying.npz"), Map.of("x", TestFiles.npy("|u1", "60000, 10000", new byte[100])));
        Path endless = TestFiles.npz(
                folder.resolve("endless.npz"), Map.of("x", TestFiles.npy("|u1", "3, 10", new byte[10_000_000])));
        refuses(lying, CorruptFileException.class, "lying.npz");
        refuses(endless, CorruptFileException.class, "endless.npz");
    }

    @Test
    void cifar_withARecordCutOff_saysTheRule() throws IOException {
        Files.write(folder.resolve("data_batch_1.bin"), new byte[3073 + 5]);
        refuses(folder, CorruptFileException.class, "data_batch_1.bin", "3078", "3073");
    }

    @Test
    void cifar_withALabelOrNamesOfAnotherKind_saysTheRule() throws IOException {
        byte[] records = new byte[2 * 3073];
        records[3073] = 10;
        Files.write(folder.resolve("data_batch_1.bin"), records);
        refuses(folder, CorruptFileException.class, "data_batch_1.bin", "label 10", "0 to 9");

        records[3073] = 9;
        Files.write(folder.resolve("data_batch_1.bin"), records);
        Files.write(folder.resolve("batches.meta.txt"), new byte[1 << 20]); // no line has an end
        assertThat(DataSource.openWhole(folder, DataOptions.defaults()).labelNames())
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void npz_cutOffOrWithAByteChanged_isCorrupt() throws IOException {
        byte[] values = new byte[20_000];
        new java.util.Random(1).nextBytes(values);
        Path file = TestFiles.npz(folder.resolve("a.npz"), Map.of("x", TestFiles.npy("|u1", "200, 100", values)));
        byte[] sound = Files.readAllBytes(file);
        refuses("a.npz", Arrays.copyOf(sound, sound.length / 2), CorruptFileException.class, "cannot be unpacked");
        byte[] changed = sound.clone();
        changed[sound.length / 2] ^= 1;
        refuses("a.npz", changed, CorruptFileException.class, "a.npz:x is damaged: its checksum is wrong");
    }

    @Test
    void files_thatMayNotBeRead_areNamedWithTheReason() throws IOException {
        assumeThat(Files.getFileStore(folder).supportsFileAttributeView("posix"))
                .isTrue();
        assumeThat(System.getProperty("user.name"))
                .as("root may read everything")
                .isNotEqualTo("root");
        for (String name : List.of("a.npy", "a.csv", "a.png", "a.npz", "a-idx3-ubyte")) {
            Path file = Files.writeString(folder.resolve(name), "1,2\n");
            Files.setPosixFilePermissions(file, java.util.Set.of());
            refuses(file, BadInputException.class, "no permission");
        }
    }

    @Test
    void paths_thatCannotWork_getOneClearLineEach() throws IOException {
        refuses(folder.resolve("none"), BadInputException.class, "none", "no such");
        refuses(folder, BadInputException.class, folder.toString(), "empty");
        Files.writeString(folder.resolve("notes.txt"), "x");
        refuses(folder, BadInputException.class, folder.toString(), "no picture");
        refuses(folder.resolve("notes.txt"), UnsupportedFormatException.class, "notes.txt");
    }
}
