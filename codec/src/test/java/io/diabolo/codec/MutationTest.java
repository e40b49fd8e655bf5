package io.diabolo.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.DiaboloException;
import io.diabolo.error.UnsupportedFormatException;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/**
 * Damaged files are decoded or refused in one line, at once, without much memory. {@code -Ddiabolo.mutation.seconds=60}
 * mutates longer, {@code -Ddiabolo.mutation.seed=N} otherwise.
 */
class MutationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** One thread: what others take is not counted. */
    private static final Codec CODEC =
            Codec.of(new CosineTileCoder(), "the tests").withThreads(1);

    private static final long MAX_NANOS = 1_000_000_000;

    @Test
    void decompress_everyByteChanged_neverGivesAWrongPictureInSilence() {
        byte[] file = CODEC.compress(Pictures.rgbAlpha(24, 20), Quality.of(2));
        for (int at = 0; at < file.length; at++) {
            for (int flip : new int[] {1, 0x80, 0xff}) {
                byte[] damaged = file.clone();
                damaged[at] ^= (byte) flip;
                assertThat(survives(damaged)).as("byte %d ^ %d", at, flip).isFalse();
            }
        }
    }

    @Test
    void decompress_wrongSymbolsWithValidChecksums_areNoticed() {
        byte[] file = CODEC.compress(Pictures.rgb(24, 20), Quality.of(2));
        for (int at = PictureFile.read(file).chunkStart(0); at < file.length; at++) {
            byte[] damaged = file.clone();
            damaged[at] ^= 1;
            repairChecksums(damaged);
            assertThat(survives(damaged)).as("byte %d", at).isFalse();
        }
    }

    @Test
    void decompress_everyTruncation_isRefusedOrSaysWhatIsMissing() {
        byte[] file = CODEC.compress(Pictures.rgbAlpha(24, 20), Quality.of(2));
        for (int length = 0; length < file.length; length++) {
            assertThat(survives(Arrays.copyOf(file, length)))
                    .as("%d bytes", length)
                    .isFalse();
        }
        assertThat(survives(Arrays.copyOf(file, file.length + 9)))
                .as("bytes behind the end are ignored")
                .isTrue();
    }

    @Test
    void decompress_severalTilesCutOff_decodesTheWholeOnes() {
        byte[] file = CODEC.compress(Pictures.rgb(2100, 20), Quality.of(2));
        PictureFile parts = PictureFile.read(file);
        Decoded decoded = CODEC.decompress(Arrays.copyOf(file, parts.chunkStart(2) + 30));
        assertThat(decoded.damaged()).extracting(Decoded.DamagedTile::index).containsExactly(2);
    }

    @Test
    void decompress_seededDamageWithValidChecksums_isDecodedOrRefused() {
        long seconds = Long.getLong("diabolo.mutation.seconds", 3);
        Random random = new Random(Long.getLong("diabolo.mutation.seed", 1));
        Codec photo = Codec.photo().withThreads(1);
        List<Sample> samples = List.of(
                Sample.of(CODEC, Pictures.rgbAlpha(24, 20), 2),
                Sample.of(CODEC, Pictures.grayAlpha(40, 8), 7),
                Sample.of(CODEC, Pictures.gray(1, 1030), 1),
                Sample.of(CODEC, Pictures.rgb(1030, 2), 5),
                Sample.of(photo, Pictures.rgb(40, 24), 8),
                Sample.of(photo, Pictures.grayAlpha(1030, 2), 3));
        long end = System.nanoTime() + seconds * 1_000_000_000;
        int survived = 0;
        int tried = 0;
        while (System.nanoTime() < end) {
            Sample sample = samples.get(random.nextInt(samples.size()));
            byte[] damaged = mutated(sample.file, random);
            repairChecksums(damaged);
            survived += survives(sample.codec, damaged) ? 1 : 0;
            tried++;
        }
        assertThat(tried).isGreaterThan(100);
        assertThat(survived).as("wrong pictures, but pictures").isPositive();
    }

    private static boolean survives(byte[] file) {
        return survives(CODEC, file);
    }

    /** Whether the file decodes to a whole picture; fails if anything but a refusal happens, or it takes too much. */
    private static boolean survives(Codec codec, byte[] file) {
        long id = Thread.currentThread().getId();
        long memory = THREADS.getThreadAllocatedBytes(id);
        // Not by the clock on the wall, for the machine may be busy with something else.
        long start = THREADS.getThreadCpuTime(id);
        boolean whole = false;
        try {
            whole = codec.decompress(file).whole();
        } catch (CorruptFileException | UnsupportedFormatException e) {
            assertThat(e.getMessage()).doesNotContain("\n").endsWith(".");
        } catch (DiaboloException e) {
            throw new AssertionError("of the wrong kind", e);
        }
        // A tile may claim 1024 x 1024 pixels of four channels with 15 bytes: its own, the picture's twice, the test
        // coder's floats.
        long justified = 1_000_000 + file.length / 15L * 1024 * 1024 * 32;
        assertThat(THREADS.getThreadCpuTime(id) - start).isLessThan(MAX_NANOS);
        assertThat(THREADS.getThreadAllocatedBytes(id) - memory).isLessThan(justified);
        return whole;
    }

    /** A codec and an intact file of it. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Sample(Codec codec, byte[] file) {
        static Sample of(Codec codec, BufferedImage picture, double quality) {
            return new Sample(codec, codec.compress(picture, Quality.of(quality)));
        }
    }

    private static byte[] mutated(byte[] file, Random random) {
        byte[] damaged = Arrays.copyOf(file, random.nextInt(8) == 0 ? random.nextInt(file.length + 8) : file.length);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && damaged.length > 0; i++) {
            int reach = random.nextBoolean() ? Math.min(40, damaged.length) : damaged.length;
            damaged[random.nextInt(reach)] = (byte) random.nextInt(256);
        }
        return damaged;
    }

    /** What an ill-meaning writer would do. */
    private static void repairChecksums(byte[] file) {
        HeaderBytes.Parsed parsed;
        try {
            parsed = HeaderBytes.read(file);
        } catch (CorruptFileException | UnsupportedFormatException e) {
            return;
        }
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long at = parsed.end();
        int tiles = parsed.header().tileBytes().size();
        for (int i = 0; i <= tiles; i++) {
            int length = i < tiles
                    ? parsed.header().tileBytes().get(i)
                    : parsed.header().alphaBytes();
            if (at + 4 + length > file.length) {
                return;
            }
            CRC32C crc = new CRC32C();
            crc.update(file, 0, parsed.end());
            crc.update(file, (int) at + 4, length);
            buffer.putInt((int) at, (int) crc.getValue());
            at += 4 + length;
        }
    }
}
