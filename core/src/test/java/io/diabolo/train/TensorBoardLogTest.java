package io.diabolo.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardLogTest {

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_700_000_000_500L), ZoneOffset.UTC);

    @TempDir
    Path folder = Path.of("");

    @Test
    void scalar_points_areReadBackByAnotherParser() throws IOException {
        try (TensorBoardLog log = TensorBoardLog.open(folder.resolve("run"), CLOCK)) {
            log.scalar("train/loss", 1, 0.5);
            log.scalar("train/loss", 5_000_000_000L, -1.25);
            log.scalar("é".repeat(200), 127, Double.NaN);
        }
        byte[] file = Files.readAllBytes(folder.resolve("run/events.out.tfevents.1700000000.diabolo"));
        assertThat(events(file))
                .containsExactly(
                        "1.7000000005E9 0 brain.Event:2",
                        "1.7000000005E9 1 train/loss=0.5",
                        "1.7000000005E9 5000000000 train/loss=-1.25",
                        "1.7000000005E9 127 " + "é".repeat(200) + "=NaN");
    }

    @Test
    void picture_png_isReadBackWithItsSizeAndChannels() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(7, 3, BufferedImage.TYPE_3BYTE_BGR), "png", png);
        try (TensorBoardLog log = TensorBoardLog.open(folder, CLOCK)) {
            log.picture("sheet", 9, png.toByteArray());
        }
        assertThat(events(Files.readAllBytes(folder.resolve("events.out.tfevents.1700000000.diabolo"))))
                .last()
                .isEqualTo("1.7000000005E9 9 sheet=3x7x3 of %d bytes".formatted(png.size()));
    }

    @Test
    void open_twiceInASecond_keepsBothRuns() throws IOException {
        for (int run = 0; run < 2; run++) {
            try (TensorBoardLog log = TensorBoardLog.open(folder, CLOCK)) {
                log.scalar("x", run, run);
            }
        }
        assertThat(events(Files.readAllBytes(folder.resolve("events.out.tfevents.1700000000.diabolo"))))
                .hasSize(4);
    }

    @Test
    void scalar_tagWithoutOrWithTooManyCharacters_isRefused() {
        try (TensorBoardLog log = TensorBoardLog.open(folder)) {
            for (String tag : List.of("", "x".repeat(513))) {
                assertThatThrownBy(() -> log.scalar(tag, 1, 1)).isInstanceOf(BadInputException.class);
            }
        }
    }

    private static List<String> events(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        List<String> events = new ArrayList<>();
        while (in.hasRemaining()) {
            int start = in.position();
            int length = (int) in.getLong();
            assertThat(in.getInt()).isEqualTo(maskedCrc(file, start, 8));
            events.add(event(in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN)));
            in.position(in.position() + length);
            assertThat(in.getInt()).isEqualTo(maskedCrc(file, start + 12, length));
        }
        return events;
    }

    private static String event(ByteBuffer in) {
        assertThat(in.get()).isEqualTo((byte) 0x09);
        String event = in.getDouble() + " ";
        assertThat(in.get()).isEqualTo((byte) 0x10);
        event += varint(in) + " ";
        byte key = in.get();
        ByteBuffer content = content(in);
        assertThat(in.hasRemaining()).isFalse();
        return event + (key == 0x1a ? UTF_8.decode(content) : summary(key, content));
    }

    private static String summary(byte key, ByteBuffer in) {
        assertThat(key).isEqualTo((byte) 0x2a);
        assertThat(in.get()).isEqualTo((byte) 0x0a);
        ByteBuffer value = content(in);
        assertThat(value.get()).isEqualTo((byte) 0x0a);
        String tag = UTF_8.decode(content(value)).toString();
        byte kind = value.get();
        if (kind == 0x22) {
            ByteBuffer image = content(value);
            List<Long> sizes = new ArrayList<>();
            for (byte field : new byte[] {0x08, 0x10, 0x18}) {
                assertThat(image.get()).isEqualTo(field);
                sizes.add(varint(image));
            }
            assertThat(image.get()).isEqualTo((byte) 0x22);
            return "%s=%dx%dx%d of %d bytes"
                    .formatted(
                            tag,
                            sizes.get(0),
                            sizes.get(1),
                            sizes.get(2),
                            content(image).remaining());
        }
        assertThat(kind).isEqualTo((byte) 0x15);
        return tag + "=" + value.getFloat();
    }

    private static ByteBuffer content(ByteBuffer in) {
        int length = (int) varint(in);
        ByteBuffer content = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + length);
        return content;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    /** CRC-32C bit by bit, so that the test shares nothing with what it tests. */
    private static int maskedCrc(byte[] bytes, int from, int length) {
        int crc = -1;
        for (int i = from; i < from + length; i++) {
            crc ^= bytes[i] & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ (0x82f63b78 & -(crc & 1));
            }
        }
        crc = ~crc;
        return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    }
}
