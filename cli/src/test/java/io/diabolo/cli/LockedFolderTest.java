package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.compress.folder.CodecSource;
import io.diabolo.data.Npy;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.jobs.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that writes a folder leaves one alone that another run writes into. */
class LockedFolderTest {

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void files() throws IOException {
        for (int i = 0; i < 4; i++) {
            PictureFiles.write(folder.resolve("in/" + i + ".png"), TestCodec.picture(72, 64 + i));
        }
        Shell.Result trained = Shell.run(
                "train", "--limit", "200", "--steps", "1", "--batch", "8", "--latent", "2", "--out", here("{}/model"));
        assertThat(trained.code()).as(trained.err()).isZero();
        Npy.writeMatrix(folder.resolve("codes.npy"), new float[][] {{0, 1}});
        Shell.Result coded = run("compress", here("{}/in"), "--out", here("{}/coded"));
        assertThat(coded.code()).as(coded.err()).isZero();
        PictureFiles.write(folder.resolve("photos/a.png"), new Picture(1, 8, 8, new byte[64]));
        Shell.Result archived = Shell.run("archive", "create", here("{}/photos"), "-o", here("{}/photos.dba"));
        assertThat(archived.code()).as(archived.err()).isZero();
    }

    static Stream<List<String>> commands() {
        return Stream.of(
                List.of("train", "--limit", "200", "--steps", "1"),
                List.of("train", "--task", "denoise", "--data", "{}/in", "--steps", "1", "--crop", "48"),
                List.of("codec", "train", "--data", "{}/in", "--steps", "1", "--crop", "64"),
                List.of("study", "--limit", "200", "--steps", "1", "--latents", "2"),
                List.of("denoise-signal", "train", "--data", "../examples/tables/sensors.csv", "--steps", "1"),
                List.of("detect", "fit", "--data", "../examples/tables/readings.csv", "--steps", "1"),
                List.of("reconstruct", "{}/model", "{}/in"),
                List.of("decode", "{}/model", "{}/codes.npy"),
                List.of("generate", "{}/model", "--prior", "mixture", "--count", "1"),
                List.of("map", "{}/model", "--limit", "200"),
                List.of("compress", "{}/in"),
                List.of("decompress", "{}/coded"),
                List.of("codec", "eval", "--data", "{}/in", "--against", "jpeg"),
                List.of("archive", "extract", "{}/photos.dba"),
                List.of("denoise", "{}/in"),
                List.of("deblock", "{}/in"),
                List.of("inpaint", "{}/in", "--box", "1,1,2,2"),
                List.of("upscale", "{}/in"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void command_intoALockedFolder_isRefusedInOneLineAndWritesNothing(List<String> command) throws IOException {
        Path out =
                folder.resolve("locked-" + command.get(0) + "-" + command.get(1).hashCode());
        String[] arguments = Stream.concat(command.stream(), Stream.of("--out", out.toString()))
                .map(LockedFolderTest::here)
                .toArray(String[]::new);
        try (FolderLock lock = FolderLock.acquire(out)) {
            Shell.Result result = run(arguments);
            assertThat(result.code()).as(result.err()).isEqualTo(ExitCodes.BAD_INPUT);
            assertThat(result.err().lines().filter(line -> line.startsWith("diabolo: ")))
                    .singleElement()
                    .asString()
                    .contains(out + " is being written by another run");
            try (Stream<Path> files = Files.list(out)) {
                assertThat(files.map(file -> file.getFileName().toString())).containsExactly(".diabolo.lock");
            }
        }
    }

    /** With a simple codec where pictures are coded; {@code archive} has the shipped one. */
    private static Shell.Result run(String... arguments) {
        boolean simple = List.of("compress", "decompress").contains(arguments[0]);
        return Shell.run(simple ? TestCodec.codecs() : CodecSource.installed(), arguments);
    }

    private static String here(String text) {
        return text.replace("{}", folder.toString());
    }
}
