package io.diabolo.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.codec.network.CodecNetwork;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.runtime.Kernel;
import io.diabolo.runtime.Workers;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Files of every codec that was ever released decode to the pixels that they had on the day of the release.
 *
 * <p>{@code released/<id>/} holds such files and {@code sha256.txt}; both are made once, by {@link GoldenFiles}, and never
 * again.
 */
class ReleasedCodecTest {

    /** Oldest first. */
    private static final List<String> IDS = List.of("6f1eab17a73530e5", Codec.PHOTO_ID);

    @Test
    void photo_id_isThatOfItsWeights() {
        assertThat(Codec.photo().id()).isEqualTo(Codec.PHOTO_ID);
        assertThat(Codec.released("0123456789abcdef")).isEmpty();
    }

    @Test
    void goldenFiles_everyKernelAndNumberOfThreads_giveTheFrozenPixels() throws IOException {
        for (String id : IDS) {
            Map<String, String> frozen = GoldenFiles.frozen(id);
            assertThat(frozen).hasSizeGreaterThanOrEqualTo(5);
            for (Kernel kernel : List.of(Kernel.scalar(), Kernel.vector().orElseThrow())) {
                for (int threads = 1; threads <= 3; threads++) {
                    Codec codec = load(id, kernel, threads);
                    assertThat(GoldenFiles.hashes(codec, id))
                            .as("%s with %d threads", kernel, threads)
                            .isEqualTo(frozen);
                }
            }
        }
    }

    /** The interpreter, a processor without fused multiply-add, and any other Java that {@code DIABOLO_OTHER_JAVA} names, without the vector module. */
    @Test
    void goldenFiles_otherVirtualMachines_giveTheFrozenPixels() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        for (String id : IDS) {
            String small = GoldenFiles.SMALL + " " + GoldenFiles.frozen(id).get(GoldenFiles.SMALL);
            assertThat(run(java, "-Xint", id)).isEqualTo(small);
            assertThat(run(java, "-XX:-UseFMA", id))
                    .as("without fused multiply-add")
                    .isEqualTo(small);
            Optional<String> other = Optional.ofNullable(System.getenv("DIABOLO_OTHER_JAVA"));
            if (other.isPresent()) {
                assertThat(run(other.get(), "-XX:+UseSerialGC", id)).isEqualTo(small);
            }
        }
    }

    private static String run(String java, String option, String id) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        java, option, "-Djava.awt.headless=true", "-cp", classPath, GoldenFiles.class.getName(), id)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }

    @Test
    void compress_everyKernelAndNumberOfThreads_givesTheSameFile() throws IOException {
        BufferedImage photo = GoldenFiles.photo();
        byte[] first = load(Codec.PHOTO_ID, Kernel.scalar(), 1).compress(photo, Quality.of(5));
        assertThat(load(Codec.PHOTO_ID, Kernel.vector().orElseThrow(), 3).compress(photo, Quality.of(5)))
                .isEqualTo(first);
    }

    @Test
    void compress_aPhotograph_isSmallAndNear() throws IOException {
        BufferedImage photo = GoldenFiles.photo();
        Codec codec = Codec.photo().withThreads(2);
        double last = 0;
        for (int quality = 1; quality <= 8; quality++) {
            byte[] file = codec.compress(photo, Quality.of(quality));
            double psnr = psnrDb(photo, codec.decompress(file).picture());
            assertThat(file.length).isLessThan(160 * 120);
            assertThat(psnr).as("quality %d", quality).isGreaterThan(last + 0.7);
            last = psnr;
        }
        assertThat(last).isGreaterThan(36);
    }

    @Test
    void decompress_damagedFiles_areDecodedOrRefused() throws IOException {
        Codec codec = Codec.photo();
        byte[] file = GoldenFiles.read(GoldenFiles.path(Codec.PHOTO_ID, GoldenFiles.SMALL));
        for (int at = 0; at < file.length; at += 7) {
            byte[] damaged = file.clone();
            damaged[at] ^= 0x55;
            assertThatThrownBy(() -> codec.decompress(damaged))
                    .as("byte %d", at)
                    .isInstanceOfAny(CorruptFileException.class, UnsupportedFormatException.class);
        }
    }

    private static Codec load(String id, Kernel kernel, int threads) throws IOException {
        byte[] weights = GoldenFiles.read("/io/diabolo/models/%s.safetensors".formatted(id));
        return Codec.of(new NetworkTileCoder(CodecNetwork.load(id, weights, kernel), Workers.of(threads)), id);
    }

    private static double psnrDb(BufferedImage a, BufferedImage b) {
        int[] x = a.getRGB(0, 0, a.getWidth(), a.getHeight(), null, 0, a.getWidth());
        int[] y = b.getRGB(0, 0, a.getWidth(), a.getHeight(), null, 0, a.getWidth());
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            for (int shift = 0; shift < 24; shift += 8) {
                sum += Math.pow((x[i] >> shift & 255) - (y[i] >> shift & 255), 2);
            }
        }
        return 10 * Math.log10(255 * 255 * 3.0 * x.length / sum);
    }
}
