package io.diabolo.train;

import io.diabolo.error.BadInputException;
import io.diabolo.file.AtomicFiles;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * Curves and pictures for TensorBoard: an event file in a folder to which {@code tensorboard --logdir} is pointed.
 *
 * <p>A record is {@code length (8 bytes), masked CRC of the length (4), event, masked CRC of the event (4)},
 * little-endian. An event is a protocol buffer: wall_time = 1 (double, seconds since 1970), step = 2, file_version = 3,
 * summary = 5 { value = 1 { tag = 1, simple_value = 2 (float) or image = 4 { height = 1, width = 2, colorspace = 3
 * (channels), encoded_image_string = 4 } } }. Not thread-safe.
 *
 * @source TensorFlow, {@code tensorflow/core/lib/io/record_writer.h}, {@code util/event.proto},
 *     {@code framework/summary.proto}; PNG, third edition, 11.2.1; the field types of Protocol Buffers' encoding
 */
public final class TensorBoardLog implements Closeable {

    private static final int MAX_TAG_CHARS = 512;
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;
    /** Where a PNG has its width; 4 bytes behind it the height, 9 the type of its colours. */
    private static final int PNG_WIDTH = 16;

    private static final int[] CHANNELS_OF_PNG = {1, 0, 3, 3, 2, 0, 4};

    private final Path file;
    private final Clock clock;
    private final OutputStream out;

    private TensorBoardLog(Path file, Clock clock, OutputStream out) {
        this.file = file;
        this.clock = clock;
        this.out = out;
    }

    /** Starts an event file {@code events.out.tfevents.SECONDS.diabolo} in {@code folder}, which is created if missing. */
    public static TensorBoardLog open(Path folder) {
        return open(folder, Clock.systemUTC());
    }

    static TensorBoardLog open(Path folder, Clock clock) {
        // The name usually ends with the host's, which is nobody's business in a file that is handed on.
        Path file = folder.resolve(String.format(
                Locale.ROOT,
                "events.out.tfevents.%010d.diabolo",
                clock.instant().getEpochSecond()));
        try {
            Files.createDirectories(folder);
            // Appending, because two trainings may begin within a second; TensorBoard reads two starts in one file.
            OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            TensorBoardLog log = new TensorBoardLog(file, clock, out);
            log.write(log.event(0, 3, "brain.Event:2".getBytes(StandardCharsets.UTF_8)));
            return log;
        } catch (IOException e) {
            throw AtomicFiles.failure(file, e);
        }
    }

    /**
     * Adds a point to the curve {@code tag}; it is in the file when this returns.
     *
     * @param tag for example {@code validation/loss}, 1 to 512 characters
     * @param value is rounded to a float
     */
    public void scalar(String tag, long step, double value) {
        Message point = new Message();
        point.bytes(1, checked(tag).getBytes(StandardCharsets.UTF_8));
        point.key(2, FIXED32).append(littleEndian(4).putFloat((float) value).array());
        Message summary = new Message();
        summary.bytes(1, point.content());
        write(event(step, 5, summary.content()));
    }

    /**
     * Adds a picture to the row {@code tag}; it is in the file when this returns.
     *
     * @param tag for example {@code reconstructions}, 1 to 512 characters
     * @param png a PNG file
     */
    public void picture(String tag, long step, byte[] png) {
        ByteBuffer header = ByteBuffer.wrap(png);
        Message image = new Message();
        image.key(1, VARINT).varint(header.getInt(PNG_WIDTH + 4));
        image.key(2, VARINT).varint(header.getInt(PNG_WIDTH));
        image.key(3, VARINT).varint(CHANNELS_OF_PNG[header.get(PNG_WIDTH + 9)]);
        image.bytes(4, png);
        Message value = new Message();
        value.bytes(1, checked(tag).getBytes(StandardCharsets.UTF_8));
        value.bytes(4, image.content());
        Message summary = new Message();
        summary.bytes(1, value.content());
        write(event(step, 5, summary.content()));
    }

    private static String checked(String tag) {
        if (tag.isEmpty() || tag.length() > MAX_TAG_CHARS) {
            throw new BadInputException("a curve's tag must have 1 to %d characters, had %d; shorten it"
                    .formatted(MAX_TAG_CHARS, tag.length()));
        }
        return tag;
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw AtomicFiles.failure(file, e);
        }
    }

    private byte[] event(long step, int field, byte[] content) {
        Instant now = clock.instant();
        Message event = new Message();
        event.key(1, FIXED64)
                .append(littleEndian(8)
                        .putDouble(now.getEpochSecond() + now.getNano() * 1e-9)
                        .array());
        event.key(2, VARINT).varint(step);
        event.bytes(field, content);
        return event.content();
    }

    private void write(byte[] event) {
        byte[] length = littleEndian(8).putLong(event.length).array();
        byte[] record = littleEndian(event.length + 16)
                .put(length)
                .putInt(maskedCrc(length))
                .put(event)
                .putInt(maskedCrc(event))
                .array();
        try {
            out.write(record);
        } catch (IOException e) {
            throw AtomicFiles.failure(file, e);
        }
    }

    /** A CRC-32C, rotated and shifted by a constant, since a CRC of data that holds its own CRC checks nothing. */
    private static int maskedCrc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A protocol buffer in the making. */
    private static final class Message {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Message key(int field, int wireType) {
            return varint(((long) field << 3) | wireType);
        }

        /** Seven bits a byte, lowest first, the top bit set on all but the last. */
        Message varint(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                bytes.write((int) ((rest & 0x7F) | 0x80));
                rest >>>= 7;
            }
            bytes.write((int) rest);
            return this;
        }

        void bytes(int field, byte[] content) {
            key(field, LENGTH_DELIMITED).varint(content.length);
            bytes.writeBytes(content);
        }

        void append(byte[] fixed) {
            bytes.writeBytes(fixed);
        }

        byte[] content() {
            return bytes.toByteArray();
        }
    }
}
