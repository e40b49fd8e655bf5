package io.diabolo.data;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.file.AtomicFiles;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * NumPy's array files: a magic, a version, a header that is a Python dictionary, the values.
 *
 * <p>Read: little-endian whole numbers and floats, in C order (matrices also in Fortran order). Objects, which may hold
 * code, text, records and complex numbers are refused by name.
 *
 * <p>Source: NumPy documentation, {@code numpy.lib.format}.
 */
public final class Npy {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER = 1 << 16;
    private static final int ALIGNMENT = 64;

    /** Characters of a shape that a message shows. */
    private static final int LONGEST_SHAPE = 100;

    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*('([^']*)'|\\[.*?\\])");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d,\\sL]*)\\)");

    private Npy() {}

    /**
     * Reads a matrix of finite numbers, such as encoded pictures.
     *
     * @return [N, D]
     * @throws BadInputException if the file is missing, no matrix, or holds NaN or infinity
     * @throws CorruptFileException if it is truncated or damaged
     * @throws UnsupportedFormatException if its numbers are of another kind
     */
    public static float[][] readMatrix(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException("%s: no such file".formatted(file));
        }
        try (ArrayStream stream = open(file)) {
            SampleShape shape = stream.layout(ArrayUse.SAMPLES).shape();
            if (shape.kind() != SampleShape.Kind.ROW) {
                throw new BadInputException(
                        "%s: must be a matrix [N, D], its rows have shape %s".formatted(file, shape));
            }
            float[][] matrix = new float[stream.count()][shape.elements()];
            for (int row = 0; row < matrix.length; row++) {
                stream.nextFloats(matrix[row]);
                requireFinite(file, row, matrix[row]);
            }
            stream.requireEnd();
            return matrix;
        } catch (IOException e) {
            throw new CorruptFileException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static void requireFinite(Path file, int row, float[] values) {
        for (int k = 0; k < values.length; k++) {
            if (!Float.isFinite(values[k])) {
                throw new BadInputException(
                        "%s: row %d holds %s at value %d: a matrix must be finite".formatted(file, row, values[k], k));
            }
        }
    }

    /**
     * Writes a matrix as float32 in C order, whole or not at all.
     *
     * @param matrix [N, D], at least one row, all of one length
     * @throws io.diabolo.error.OutputException if it cannot be written
     */
    public static void writeMatrix(Path file, float[][] matrix) {
        AtomicFiles.write(file, out -> {
            out.write(header("<f4", matrix.length + ", " + matrix[0].length));
            ByteBuffer bytes = ByteBuffer.allocate(4 * matrix[0].length).order(ByteOrder.LITTLE_ENDIAN);
            for (float[] row : matrix) {
                bytes.asFloatBuffer().put(row);
                out.write(bytes.array());
            }
        });
    }

    /**
     * Writes samples of bytes as they come, whole or not at all: [N, sizes].
     *
     * @param count N, which {@code body} must keep to
     * @param sizes of a sample
     * @param body hands over the bytes of one or more samples at a time
     * @throws io.diabolo.error.OutputException if it cannot be written
     */
    public static void writeBytes(Path file, long count, List<Integer> sizes, Consumer<Consumer<byte[]>> body) {
        String shape = count + sizes.stream().map(size -> ", " + size).collect(Collectors.joining());
        AtomicFiles.write(file, out -> {
            out.write(header("|u1", shape));
            try {
                body.accept(bytes -> {
                    try {
                        out.write(bytes);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        });
    }

    private static byte[] header(String descr, String shape) {
        String dictionary = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(descr, shape);
        int unpadded = MAGIC.length + 4 + dictionary.length() + 1;
        byte[] text = (dictionary + " ".repeat(Math.floorMod(-unpadded, ALIGNMENT)) + "\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(MAGIC.length + 4 + text.length)
                .put(MAGIC)
                .put(new byte[] {1, 0, (byte) text.length, (byte) (text.length >> 8)})
                .put(text)
                .array();
    }

    static boolean isNpy(byte[] start) {
        return start.length >= MAGIC.length && Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    static ArrayStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), MAX_HEADER);
        return open(file.toString(), in, Files.size(file));
    }

    /**
     * @param where the file, for messages
     * @param in stands at the magic; closed if this fails
     * @param available the most bytes that {@code in} can hold
     */
    static ArrayStream open(String where, InputStream in, long available) throws IOException {
        try {
            byte[] start = in.readNBytes(8);
            if (start.length < 8 || !isNpy(start)) {
                throw new CorruptFileException("%s does not start like an .npy file".formatted(where));
            }
            int lengthBytes = start[6] == 1 ? 2 : 4;
            byte[] length = Arrays.copyOf(in.readNBytes(lengthBytes), 4);
            int headerLength =
                    ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt();
            if (start[6] < 1 || start[6] > 3 || headerLength < 0 || headerLength > MAX_HEADER) {
                throw new CorruptFileException(
                        "%s: .npy version %d with a header of %d bytes; versions 1 to 3 and %d bytes are read"
                                .formatted(where, start[6], headerLength, MAX_HEADER));
            }
            String header = new String(in.readNBytes(headerLength), StandardCharsets.UTF_8);
            return body(where, header, in, available - start.length - lengthBytes - headerLength);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static ArrayStream body(String where, String header, InputStream in, long available) throws IOException {
        Matcher descr = DESCR.matcher(header);
        Matcher order = ORDER.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        if (!descr.find() || !order.find() || !shape.find()) {
            throw new CorruptFileException(
                    "%s: its .npy header is cut off or damaged ('descr', 'fortran_order', 'shape')".formatted(where));
        }
        String code = descr.group(2) == null ? descr.group(1) : descr.group(2);
        Optional<ElementType> type = ElementType.ofNumpy(code);
        if (type.isEmpty()) {
            throw new UnsupportedFormatException(
                    "%s holds numbers of dtype %s; u1, i1, u2, i2, i4, i8, f4 and f8, little endian, are read"
                            .formatted(where, code));
        }
        long[] dimensions = dimensions(where, shape.group(1));
        ArrayStream stream = ArrayStream.of(where, type.get(), dimensions, in, available);
        boolean fortran = order.group(1).equals("True") && dimensions.length > 1;
        if (fortran && dimensions.length > 2) {
            throw new UnsupportedFormatException(
                    "%s is in Fortran order; that is read of matrices only: save it with numpy.ascontiguousarray"
                            .formatted(where));
        }
        return fortran ? transposed(where, stream, dimensions) : stream;
    }

    private static long[] dimensions(String where, String text) {
        try {
            return Arrays.stream(text.split("[,\\sL]+"))
                    .filter(number -> !number.isEmpty())
                    .mapToLong(Long::parseLong)
                    .toArray();
        } catch (NumberFormatException e) {
            String shown = text.length() <= LONGEST_SHAPE ? text : text.substring(0, LONGEST_SHAPE) + "...";
            throw new CorruptFileException(
                    "%s: its .npy header says shape (%s); a dimension is a number below 2^63".formatted(where, shown),
                    e);
        }
    }

    /** A matrix stored column by column, turned. */
    private static ArrayStream transposed(String where, ArrayStream stored, long[] dimensions) throws IOException {
        int rows = Math.toIntExact(dimensions[0]);
        int columns = Math.toIntExact(dimensions[1]);
        int width = stored.type().bytes;
        if ((long) rows * columns * width > Integer.MAX_VALUE - 8) {
            throw new UnsupportedFormatException(
                    "%s: more than 2 GiB in Fortran order are not read: save it in C order".formatted(where));
        }
        try (stored) {
            byte[] values = new byte[rows * columns * width];
            for (int row = 0, from = 0; row < rows; row++) {
                // What the stream takes for a row is the next piece of the columns.
                byte[] piece = stored.nextBytes();
                for (int k = 0; k < columns; k++, from++) {
                    int to = from % rows * columns + from / rows;
                    System.arraycopy(piece, k * width, values, to * width, width);
                }
            }
            stored.requireEnd();
            return ArrayStream.of(where, stored.type(), dimensions, new ByteArrayInputStream(values), values.length);
        }
    }
}
