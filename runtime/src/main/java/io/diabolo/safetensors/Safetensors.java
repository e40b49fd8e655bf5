package io.diabolo.safetensors;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.file.AtomicFiles;
import io.diabolo.safetensors.SafetensorsHeader.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;

/**
 * Reads and writes safetensors files: eight bytes with the header's length (little-endian), a JSON header with the type,
 * shape and place of every tensor, then the values.
 *
 * <p>The same tensors and metadata always give the same bytes: the wider types come first, which keeps every tensor
 * aligned, then the names in order; the header is padded with spaces to a multiple of 8 bytes. Reading checks the whole
 * header against the file's size before it makes room for values.
 *
 * <p>Source: the format's description, <a href="https://github.com/huggingface/safetensors#format">safetensors</a>.
 */
@SuppressWarnings("ByteBufferBackingArray") // every buffer here is allocated on the heap and used from its start
public final class Safetensors {

    private static final int CHUNK_BYTES = 1 << 16;

    private Safetensors() {}

    /**
     * Writes {@code tensors} whole or not at all.
     *
     * @throws BadInputException for names that are empty, too long or there twice, and for what is beyond the limits
     * @throws io.diabolo.error.OutputException where the file cannot be written
     */
    public static void write(Path file, List<? extends NamedTensor> tensors, SortedMap<String, String> metadata) {
        List<NamedTensor> ordered = new ArrayList<>(tensors);
        ordered.sort(Comparator.comparing((NamedTensor t) -> -TensorType.of(t).bytes)
                .thenComparing(TensorType::of)
                .thenComparing(NamedTensor::name));
        byte[] header = SafetensorsHeader.toBytes(file, ordered, metadata);
        AtomicFiles.write(file, out -> {
            out.write(littleEndian(Long.BYTES).putLong(header.length).array());
            out.write(header);
            for (NamedTensor tensor : ordered) {
                writeValues(out, tensor);
            }
        });
    }

    /**
     * Reads a file.
     *
     * @throws BadInputException where there is no file that can be read
     * @throws CorruptFileException for a file that breaks a rule of the format or of {@code limits}
     * @throws io.diabolo.error.UnsupportedFormatException for tensors other than F32, F64, F16, I32, I64 and U8
     */
    public static SafetensorsFile read(Path file, Limits limits) {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(file + " is not a file; give the path of a .safetensors file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            SafetensorsHeader header = SafetensorsHeader.read(file, in, Files.size(file), limits);
            List<NamedTensor> tensors = new ArrayList<>(header.entries().size());
            for (Entry entry : header.entries()) {
                tensors.add(readValues(file, in, entry));
            }
            return new SafetensorsFile(header.metadata(), tensors);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The SHA-256 of a file's bytes, as 64 lower-case hexadecimal digits. */
    public static String sha256(Path file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static void writeValues(OutputStream out, NamedTensor tensor) throws IOException {
        if (tensor instanceof NamedTensor.F32 t) {
            inChunks(t.values().length, Float.BYTES, (b, from, count) -> {
                b.asFloatBuffer().put(t.values(), from, count);
                out.write(b.array(), 0, b.limit());
            });
        } else if (tensor instanceof NamedTensor.F64 t) {
            inChunks(t.values().length, Double.BYTES, (b, from, count) -> {
                b.asDoubleBuffer().put(t.values(), from, count);
                out.write(b.array(), 0, b.limit());
            });
        } else if (tensor instanceof NamedTensor.F16 t) {
            inChunks(t.bits().length, Short.BYTES, (b, from, count) -> {
                b.asShortBuffer().put(t.bits(), from, count);
                out.write(b.array(), 0, b.limit());
            });
        } else if (tensor instanceof NamedTensor.I32 t) {
            inChunks(t.values().length, Integer.BYTES, (b, from, count) -> {
                b.asIntBuffer().put(t.values(), from, count);
                out.write(b.array(), 0, b.limit());
            });
        } else if (tensor instanceof NamedTensor.I64 t) {
            inChunks(t.values().length, Long.BYTES, (b, from, count) -> {
                b.asLongBuffer().put(t.values(), from, count);
                out.write(b.array(), 0, b.limit());
            });
        } else if (tensor instanceof NamedTensor.U8 t) {
            out.write(t.values());
        }
    }

    private static NamedTensor readValues(Path file, InputStream in, Entry entry) throws IOException {
        int n = entry.count();
        switch (entry.type()) {
            case F32 -> {
                float[] values = new float[n];
                inChunks(n, Float.BYTES, (b, from, count) -> {
                    fill(file, in, entry, b);
                    b.asFloatBuffer().get(values, from, count);
                });
                return new NamedTensor.F32(entry.name(), entry.shape(), values);
            }
            case F64 -> {
                double[] values = new double[n];
                inChunks(n, Double.BYTES, (b, from, count) -> {
                    fill(file, in, entry, b);
                    b.asDoubleBuffer().get(values, from, count);
                });
                return new NamedTensor.F64(entry.name(), entry.shape(), values);
            }
            case F16 -> {
                short[] bits = new short[n];
                inChunks(n, Short.BYTES, (b, from, count) -> {
                    fill(file, in, entry, b);
                    b.asShortBuffer().get(bits, from, count);
                });
                return new NamedTensor.F16(entry.name(), entry.shape(), bits);
            }
            case I32 -> {
                int[] values = new int[n];
                inChunks(n, Integer.BYTES, (b, from, count) -> {
                    fill(file, in, entry, b);
                    b.asIntBuffer().get(values, from, count);
                });
                return new NamedTensor.I32(entry.name(), entry.shape(), values);
            }
            case I64 -> {
                long[] values = new long[n];
                inChunks(n, Long.BYTES, (b, from, count) -> {
                    fill(file, in, entry, b);
                    b.asLongBuffer().get(values, from, count);
                });
                return new NamedTensor.I64(entry.name(), entry.shape(), values);
            }
            case U8 -> {
                ByteBuffer values = ByteBuffer.allocate(n);
                fill(file, in, entry, values);
                return new NamedTensor.U8(entry.name(), entry.shape(), values.array());
            }
        }
        throw new AssertionError(entry.type());
    }

    private static void fill(Path file, InputStream in, Entry entry, ByteBuffer chunk) throws IOException {
        if (in.readNBytes(chunk.array(), 0, chunk.limit()) < chunk.limit()) {
            throw SafetensorsHeader.corrupt(file, entry.name(), "the file ended while it was read");
        }
    }

    /** Moves {@code n} values of {@code bytes} each through one small buffer. */
    private static void inChunks(int n, int bytes, Chunk chunk) throws IOException {
        ByteBuffer buffer = littleEndian((int) Math.min(CHUNK_BYTES, (long) n * bytes));
        for (int from = 0; from < n; from += CHUNK_BYTES / bytes) {
            int count = Math.min(CHUNK_BYTES / bytes, n - from);
            chunk.move(buffer.clear().limit(count * bytes), from, count);
        }
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static BadInputException unreadable(Path file, IOException e) {
        return new BadInputException(
                "cannot read %s (%s); check the path and its permissions"
                        .formatted(file, e.getClass().getSimpleName()),
                e);
    }

    @FunctionalInterface
    private interface Chunk {
        void move(ByteBuffer buffer, int from, int count) throws IOException;
    }

    /**
     * What a reader accepts.
     *
     * @param fileBytes the largest file
     * @param tensors the most tensors in it
     */
    public record Limits(long fileBytes, int tensors) {

        /** 8 GiB, 65,536 tensors; {@link Safetensors#write} keeps to it. */
        public static final Limits STANDARD = new Limits(8L << 30, 65_536);
    }
}
