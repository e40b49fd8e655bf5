package io.diabolo.data;

import io.diabolo.error.CorruptFileException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * CIFAR-10, "binary version": files of records of 1 byte label and 3,072 bytes [3, 32, 32]; {@code data_batch_*.bin} for
 * training, {@code test_batch.bin}, the labels' names in {@code batches.meta.txt}.
 *
 * <p>Source: A. Krizhevsky, "Learning multiple layers of features from tiny images", 2009.
 */
final class CifarFolder {

    private static final SampleShape SHAPE = SampleShape.picture(3, 32, 32);
    private static final int RECORD = 1 + 3 * 32 * 32;
    private static final int MAX_FILE_BYTES = 1 << 30;
    private static final int CLASSES = 10;

    /** Bytes of the file of names that are looked at. */
    private static final int LONGEST_NAMES = 1 << 16;

    private CifarFolder() {}

    static boolean isBatch(Path file) {
        return file.getFileName().toString().matches("data_batch_\\d+\\.bin");
    }

    static Source read(String name, Path folder, List<Path> batches) {
        List<Path> files = new ArrayList<>(batches);
        int train = batches.stream().mapToInt(CifarFolder::records).sum();
        Path testFile = folder.resolve("test_batch.bin");
        int test = Files.exists(testFile) ? records(testFile) : 0;
        if (test > 0) {
            files.add(testFile);
        }
        ByteDataset.Builder builder = new ByteDataset.Builder(SHAPE, train + test);
        int[] labels = new int[train + test];
        List<String> items = new ArrayList<>();
        for (Path file : files) {
            int start = items.size();
            int records = records(file);
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                for (int i = 0; i < records; i++) {
                    labels[start + i] = label(file, in.read());
                    byte[] picture = in.readNBytes(RECORD - 1);
                    if (picture.length < RECORD - 1) {
                        throw new CorruptFileException(
                                "%s became shorter while it was read: fetch it again".formatted(file));
                    }
                    builder.add(picture);
                    items.add(file.getFileName() + "#" + i);
                }
            } catch (IOException e) {
                throw new CorruptFileException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
            }
        }
        RowIndex index = new RowIndex(name, new Labels(labels, names(folder)), items::get);
        return new Source(builder.build(index), new PartSizes(train, 0, test), List.of());
    }

    private static int records(Path file) {
        try {
            long bytes = Files.size(file);
            if (bytes == 0 || bytes % RECORD != 0 || bytes > MAX_FILE_BYTES) {
                throw new CorruptFileException("%s: %d bytes, a CIFAR-10 file holds a multiple of %d: fetch it again"
                        .formatted(file, bytes, RECORD));
            }
            return (int) (bytes / RECORD);
        } catch (IOException e) {
            throw new CorruptFileException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static int label(Path file, int value) {
        if (value < 0 || value >= CLASSES) {
            throw new CorruptFileException("%s: label %d, CIFAR-10 has 0 to 9".formatted(file, value));
        }
        return value;
    }

    private static List<String> names(Path folder) {
        try (InputStream in = Files.newInputStream(folder.resolve("batches.meta.txt"))) {
            String text = new String(in.readNBytes(LONGEST_NAMES), StandardCharsets.UTF_8);
            List<String> names =
                    text.lines().filter(line -> !line.isBlank()).limit(CLASSES).toList();
            return names.size() == CLASSES ? names : numbers();
        } catch (IOException missing) {
            return numbers();
        }
    }

    private static List<String> numbers() {
        return IntStream.range(0, CLASSES).mapToObj(String::valueOf).toList();
    }
}
