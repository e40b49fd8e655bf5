package io.diabolo.codec.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.diabolo.codec.PictureHeader;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged and lying archives are read in part or refused in one line, at once, without much memory.
 * {@code -Ddiabolo.mutation.archives=1000000} tries more, {@code -Ddiabolo.mutation.seed=N} others.
 */
class ArchiveMutationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MAX_NANOS = 1_000_000_000;

    @TempDir
    Path folder = Path.of("");

    @Test
    void open_mutatedArchives_areReadInPartOrRefused() {
        int count = Integer.getInteger("diabolo.mutation.archives", 20_000);
        Random random = new Random(Long.getLong("diabolo.mutation.seed", 1));
        byte[] hashed = Archives.bytes(folder, true);
        byte[] plain = Archives.bytes(folder, false);
        List<byte[]> samples = List.of(hashed, plain, Arrays.copyOf(plain, plain.length - 30));
        // What a JVM takes for code that runs for the first time is not the file's.
        samples.forEach(ArchiveMutationTest::read);
        read(mutated(hashed, new Random(0)));
        int opened = 0;
        for (int i = 0; i < count; i++) {
            byte[] damaged = mutated(samples.get(random.nextInt(samples.size())), random);
            if (random.nextBoolean()) {
                Archives.repairChecksums(damaged);
            }
            opened += survives(damaged, i % 10 == 0) ? 1 : 0;
        }
        assertThat(opened).as("archives that are still read").isBetween(count / 10, count - count / 100);
    }

    private static boolean survives(byte[] file, boolean decoded) {
        long id = Thread.currentThread().getId();
        long memory = THREADS.getThreadAllocatedBytes(id);
        long start = THREADS.getThreadCpuTime(id);
        boolean opened = read(file);
        long justified = 2_000_000 + 400L * file.length;
        assertThat(THREADS.getThreadAllocatedBytes(id) - memory).isLessThan(justified);
        if (opened && decoded) {
            decode(file);
        }
        assertThat(THREADS.getThreadCpuTime(id) - start).isLessThan(MAX_NANOS);
        return opened;
    }

    /** Everything but decoding. */
    private static boolean read(byte[] file) {
        boolean opened = false;
        try {
            ArchiveReader reader = ArchiveReader.of(new MemoryBytes(file));
            opened = true;
            for (String name : reader.names()) {
                if (EntryNames.problem(name).isPresent()) {
                    fail("a bad name gets through: %s", name);
                }
                reader.check(name);
            }
            if (reader.problems().stream().anyMatch(problem -> problem.contains("\n"))) {
                fail("a problem is of several lines: %s", reader.problems());
            }
            reader.codecWeights();
        } catch (CorruptFileException | UnsupportedFormatException e) {
            if (!String.valueOf(e.getMessage()).matches("[^\n]*\\.")) {
                fail("not one sentence: %s", e.getMessage());
            }
        }
        return opened;
    }

    private static void decode(byte[] file) {
        ArchiveReader reader = ArchiveReader.of(new MemoryBytes(file));
        for (String name : reader.names()) {
            try {
                // What a picture of many pixels takes is the codec's own test.
                PictureHeader picture = reader.describe(name).picture();
                if ((long) picture.width() * picture.height() < 100_000) {
                    Archives.CODEC.decompress(reader.picture(name).toFile());
                }
            } catch (CorruptFileException | UnsupportedFormatException e) {
                assertThat(e.getMessage()).doesNotContain("\n");
            }
        }
    }

    private static byte[] mutated(byte[] file, Random random) {
        byte[] damaged = Arrays.copyOf(file, random.nextInt(8) == 0 ? random.nextInt(file.length + 8) : file.length);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && damaged.length > 0; i++) {
            // Heads are where the lies are: of the file, of blocks, of the index at the end.
            int at =
                    switch (random.nextInt(3)) {
                        case 0 -> random.nextInt(Math.min(90, damaged.length));
                        case 1 -> damaged.length - 1 - random.nextInt(Math.min(250, damaged.length));
                        default -> random.nextInt(damaged.length);
                    };
            damaged[at] = (byte) random.nextInt(256);
        }
        return damaged;
    }
}
