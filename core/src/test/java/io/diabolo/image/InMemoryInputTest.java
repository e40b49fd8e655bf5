package io.diabolo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class InMemoryInputTest {

    @Test
    void read_isThatOfAnyInput_andTheEndIsSaid() throws IOException {
        try (InMemoryInput in = new InMemoryInput((byte) 1, (byte) 0xff, (byte) 3, (byte) 4, (byte) 5)) {
            assertThat(in.length()).isEqualTo(5);
            assertThat(in.readShort()).isEqualTo((short) 0x1ff);
            assertThat(in.readBits(4)).isZero();
            assertThat(in.read()).as("from the first bit of that byte on").isEqualTo(3);
            in.seek(3);
            byte[] rest = new byte[4];
            assertThat(in.read(rest, 1, 3)).isEqualTo(2);
            assertThat(rest).containsExactly(0, 4, 5, 0);
            assertThat(in.read(rest, 0, 1)).isEqualTo(-1);
            assertThat(in.read()).isEqualTo(-1);
            assertThatThrownBy(in::readByte).isInstanceOf(EOFException.class);
            in.seek(1);
            assertThat(in.readByte()).isEqualTo((byte) 0xff);
        }
    }

    /** 62 bytes that say 515x1029 pixels, found by fuzzing; read from a file, each pixel took 25 microseconds. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void picture_webpThatEndsBeforeItsPixels_doesNotHang(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("cut.webp");
        Files.write(
                file,
                Base64.getDecoder()
                        .decode(
                                "UklGRhoAAABXRUJQVlA4TA0AAAAvAAIBAQECAgIAAAAAAAAAAAAAAAAAAAAAABAvAAAAEIj+BwAAEIj+BwA="));
        assertThat(PictureFiles.size(file).height()).isEqualTo(1029);
        PictureFiles.read(file);
    }
}
