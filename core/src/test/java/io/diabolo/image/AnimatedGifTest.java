package io.diabolo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnimatedGifTest {

    @Test
    void write_threeFrames_readsBackAsThreeThatLoop(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("way.gif");
        AnimatedGif.write(file, List.of(plain(0), plain(128), plain(255)), 10);

        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .contains("NETSCAPE2.0");
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(3);
            for (int i = 0; i < 3; i++) {
                BufferedImage frame = reader.read(i);
                assertThat(frame.getWidth()).isEqualTo(160);
                assertThat(frame.getHeight()).isEqualTo(80);
                assertThat(frame.getRGB(20, 20) & 0xff).isEqualTo(new int[] {0, 128, 255}[i]);
            }
        } finally {
            reader.dispose();
        }
    }

    @Test
    void write_nothing_isRefused(@TempDir Path folder) {
        assertThatThrownBy(() -> AnimatedGif.write(folder.resolve("none.gif"), List.of(), 10))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("at least one picture");
    }

    private static Picture plain(int level) {
        byte[] pixels = new byte[8];
        java.util.Arrays.fill(pixels, (byte) level);
        return new Picture(1, 2, 4, pixels);
    }
}
