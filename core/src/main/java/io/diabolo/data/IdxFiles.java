package io.diabolo.data;

import io.diabolo.data.ArraySource.Opener;
import io.diabolo.data.ArraySource.Part;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The files of MNIST and its successors: bytes 0, 0, type, number of dimensions; the dimensions, 4 bytes each, big endian;
 * the values. Packed with gzip or not. {@code train-images-idx3-ubyte.gz}, {@code t10k-labels-idx1-ubyte}.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
 */
final class IdxFiles {

    private static final Pattern NAME = Pattern.compile("(?i).*(idx\\d-ubyte|\\.idx\\d?)(\\.gz)?");
    private static final Pattern LABELS = Pattern.compile("(?i).*(labels|idx1).*");
    private static final Pattern TEST = Pattern.compile("(?i).*(t10k|test).*");
    private static final int TYPE_UBYTE = 0x08;
    private static final int BUFFER = 1 << 16;

    private IdxFiles() {}

    static boolean isIdx(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches();
    }

    /** One file of samples; its labels are found beside it by name. */
    static Source readFile(String name, Path file) {
        return ArraySource.read(name, ArrayUse.SAMPLES, part(file), null, null);
    }

    /** A folder with one file of samples for training and perhaps one for test. */
    static Source readFolder(String name, Path folder, Collection<Path> files) {
        // The same file packed and unpacked counts once: the unpacked one is read.
        TreeMap<String, Path> samples = new TreeMap<>();
        for (Path file : files) {
            String plain = file.getFileName().toString().replaceFirst("(?i)\\.gz$", "");
            if (!LABELS.matcher(plain).matches()) {
                samples.merge(
                        plain,
                        file,
                        (a, b) -> a.toString().length() < b.toString().length() ? a : b);
            }
        }
        List<Path> train = new ArrayList<>();
        List<Path> test = new ArrayList<>();
        samples.forEach((plain, file) -> (TEST.matcher(plain).matches() ? test : train).add(file));
        if (train.size() != 1 || test.size() > 1) {
            throw new BadInputException(
                    "%s holds %d idx files for training and %d for test, one and at most one are read: "
                                    .formatted(folder, train.size(), test.size())
                            + "give the path of one file");
        }
        return ArraySource.read(
                name, ArrayUse.SAMPLES, part(train.get(0)), null, test.isEmpty() ? null : part(test.get(0)));
    }

    private static Part part(Path file) {
        return new Part(
                () -> open(file),
                labelsOf(file)
                        .<@Nullable Opener>map(labels -> () -> open(labels))
                        .orElse(null));
    }

    private static Optional<Path> labelsOf(Path file) {
        String labels = file.getFileName()
                .toString()
                .replaceFirst("(?i)images", "labels")
                .replaceFirst("(?i)idx[34]", "idx1")
                .replaceFirst("(?i)\\.gz$", "");
        Path plain = file.resolveSibling(labels);
        Path packed = file.resolveSibling(labels + ".gz");
        if (!LABELS.matcher(labels).matches()
                || labels.equals(file.getFileName().toString())) {
            return Optional.empty();
        }
        return Files.exists(plain) ? Optional.of(plain) : Files.exists(packed) ? Optional.of(packed) : Optional.empty();
    }

    static ArrayStream open(Path file) throws IOException {
        long size = Files.size(file);
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            boolean packed = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
            InputStream in = packed ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER) : raw;
            long[] dimensions = header(file, in);
            long rest = packed ? size * ArrayStream.MAX_PACKING : size - 4 - 4L * dimensions.length;
            return ArrayStream.of(file.toString(), ElementType.UINT8, dimensions, in, rest);
        } catch (EOFException | ZipException e) {
            raw.close();
            throw new CorruptFileException(
                    "%s: its header is cut off or damaged, the file has %d bytes: fetch it again".formatted(file, size),
                    e);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static long[] header(Path file, InputStream in) throws IOException {
        byte[] magic = exactly(in, 4);
        if (magic[0] != 0 || magic[1] != 0 || magic[3] < 1 || magic[3] > 4) {
            throw new CorruptFileException(
                    "%s does not start like an idx file (0, 0, type, 1 to 4 dimensions) but with %d, %d, %d, %d"
                            .formatted(file, magic[0] & 0xff, magic[1] & 0xff, magic[2] & 0xff, magic[3] & 0xff));
        }
        if (magic[2] != TYPE_UBYTE) {
            throw new UnsupportedFormatException(
                    "%s holds values of idx type 0x%02x; only bytes (0x08) are read".formatted(file, magic[2]));
        }
        ByteBuffer numbers = ByteBuffer.wrap(exactly(in, 4 * magic[3]));
        long[] dimensions = new long[magic[3]];
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = numbers.getInt() & 0xffffffffL;
        }
        return dimensions;
    }

    private static byte[] exactly(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }
}
