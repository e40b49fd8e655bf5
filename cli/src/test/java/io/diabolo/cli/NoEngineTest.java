package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.compress.eval.Fidelity;
import io.diabolo.image.PictureFiles;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code data} and {@code inspect} work in a Java process that has no libtorch at all. */
class NoEngineTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void dataAndInspect_withoutLibtorch_work() throws Exception {
        Path model = folder.resolve("model");
        Shell.Result trained =
                Shell.run("train", "--limit", "200", "--steps", "2", "--batch", "16", "--out", model.toString());
        assertThat(trained.code()).as(trained.err()).isZero();

        assertThat(withoutLibtorch("data", "--limit", "200")).contains("shape     1 channel");
        assertThat(withoutLibtorch("inspect", model.toString())).contains("encoder.0");
        assertThat(withoutLibtorch("eval", model.toString())).contains("no libtorch");
    }

    @Test
    void compressAndDecompress_withoutLibtorch_work() throws Exception {
        Path photo = folder.resolve("photo.png");
        PictureFiles.write(photo, TestCodec.picture(48, 32));

        assertThat(withoutLibtorch(TestCodec.class, "compress", photo.toString()))
                .contains("photo.dbl");
        String coded = folder.resolve("photo.dbl").toString();
        assertThat(withoutLibtorch("inspect", coded)).contains(TestCodec.ID, "48 x 32 pixels");
        assertThat(withoutLibtorch(
                        TestCodec.class,
                        "decompress",
                        coded,
                        "-o",
                        folder.resolve("again.png").toString()))
                .contains("again.png");
        assertThat(withoutLibtorch(
                        TestCodec.class,
                        "codec",
                        "eval",
                        "--data",
                        folder.toString(),
                        "--out",
                        folder.resolve("eval").toString()))
                .contains("BD-rate");
    }

    @Test
    void shippedCodec_withoutLibtorch_works() throws Exception {
        Path photo = folder.resolve("photo.png");
        PictureFiles.write(photo, TestCodec.picture(48, 32));
        assertThat(withoutLibtorch("compress", photo.toString(), "--threads", "1"))
                .contains("photo.dbl");
        Path again = folder.resolve("again.png");
        assertThat(withoutLibtorch("decompress", folder.resolve("photo.dbl").toString(), "-o", again.toString()))
                .contains("again.png");
        assertThat(Fidelity.of(PictureFiles.read(photo), PictureFiles.read(again))
                        .psnrDb())
                .isGreaterThan(25);
    }

    @Test
    void shippedRestorers_withoutLibtorch_work() throws Exception {
        Path photo = folder.resolve("photo.png");
        PictureFiles.write(photo, TestCodec.picture(48, 32));
        String name = photo.toString();
        assertThat(withoutLibtorch("denoise", name, "--threads", "1")).contains("photo-clean.png");
        assertThat(withoutLibtorch("deblock", name)).contains("photo-deblocked.png");
        assertThat(withoutLibtorch("inpaint", name, "--box", "3,4,5,6")).contains("photo-repaired.png");
        assertThat(withoutLibtorch("upscale", name, "--factor", "4")).contains("photo-x4.png", "192 x 128");
    }

    private static String withoutLibtorch(String... arguments) throws IOException, InterruptedException {
        return withoutLibtorch(Main.class, arguments);
    }

    private static String withoutLibtorch(Class<?> main, String... arguments) throws IOException, InterruptedException {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String rest = Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().matches("(pytorch|openblas)-.*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(rest).isNotEqualTo(all);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", rest, main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
