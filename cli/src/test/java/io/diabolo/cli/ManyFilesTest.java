package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.data.Npy;
import io.diabolo.image.PictureFiles;
import io.diabolo.image.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands over a folder of many files, in the memory that all tests have; {@code -Ddiabolo.files=50000} takes as many as that,
 * and each command says its seconds.
 */
class ManyFilesTest {

    private static final int FILES = Integer.getInteger("diabolo.files", 500);
    private static final int FOLDERS = 50;
    private static final int DIFFERENT = 20;

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void files() throws IOException {
        for (int i = 0; i < DIFFERENT; i++) {
            PictureFiles.write(
                    folder.resolve("different/" + i + ".png"),
                    TestCodec.picture(30 + i, 40).toGray().resize(new Size(28, 28)));
        }
        for (int i = 0; i < FILES; i++) {
            Path to = folder.resolve("in/%d/%d.png".formatted(i % FOLDERS, i));
            Files.createDirectories(to.getParent());
            Files.copy(folder.resolve("different/" + i % DIFFERENT + ".png"), to);
        }
    }

    @Test
    void trainEncodeAndReconstruct_manyPictures_takeThemAllAndSayLittle() throws IOException {
        timed("train", "--data", at("in"), "--steps", "10", "--batch", "32", "--latent", "2", "--out", at("model"));
        timed("encode", at("model"), at("in"), "-o", at("codes.npy"));
        assertThat(Npy.readMatrix(folder.resolve("codes.npy"))).hasNumberOfRows(FILES);
        timed("reconstruct", at("model"), at("in"), "--out", at("rebuilt"));
        assertThat(count("rebuilt")).isEqualTo(FILES + 1);
    }

    @Test
    void compressAndDecompress_manyPictures_takeThemAllAndSayLittle() throws IOException {
        timed("compress", at("in"), "--out", at("small"));
        assertThat(count("small")).isEqualTo(FILES);
        timed("decompress", at("small"), "--out", at("again"));
        assertThat(count("again")).isEqualTo(FILES);
    }

    private static void timed(String... arguments) {
        long start = System.nanoTime();
        Shell.Result result =
                arguments[0].endsWith("compress") ? Shell.run(TestCodec.codecs(), arguments) : Shell.run(arguments);
        assertThat(result.code()).as(result.err()).isZero();
        List<String> remarks = result.err()
                .lines()
                .filter(line -> !line.contains(" of " + FILES + ": "))
                .toList();
        assertThat(remarks).as("remarks of %s", arguments[0]).hasSizeLessThan(30);
        if (FILES > 1_000) {
            System.out.printf("%s of %d files: %.1f s%n", arguments[0], FILES, (System.nanoTime() - start) / 1e9);
        }
    }

    private static long count(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(name))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private static String at(String name) {
        return folder.resolve(name).toString();
    }
}
