package io.diabolo.codec.archive;

import io.diabolo.error.CorruptFileException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * What a picture's file held beside its pixels, byte by byte as it stood there.
 *
 * @param bytes at most 16 MiB
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Metadata(Kind kind, byte[] bytes) implements Serializable {

    /** The longest piece. */
    public static final int MAX_BYTES = 1 << 24;

    /** No zlib stream becomes longer than this times its bytes. */
    private static final int MOST_UNPACKED = 1040;

    /** Kinds, in the order of their numbers in the file, from 1. */
    public enum Kind {
        /** A TIFF structure, without a prefix. */
        EXIF(1),
        /** A colour profile. */
        ICC(2),
        /** A packet of XML. */
        XMP(3);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    byte[] content() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ByteWriter()
                .u8(kind.number)
                .number(bytes.length)
                .bytes(packed.toByteArray())
                .toArray();
    }

    static Metadata read(byte[] content) {
        return read(content, MAX_BYTES);
    }

    /** @param most bytes that it may have, at most 16 MiB */
    static Metadata read(byte[] content, long most) {
        ByteCursor in = new ByteCursor(content);
        int kind = in.number("a kind of metadata", 1, Kind.values().length);
        int length = in.number("the length of metadata", 0, (int) Math.min(most, MAX_BYTES));
        ByteCursor.require(length <= (long) MOST_UNPACKED * in.remaining(), "has metadata that are too long");
        try (InflaterInputStream unpacked =
                new InflaterInputStream(new ByteArrayInputStream(in.bytes(in.remaining())))) {
            byte[] bytes = unpacked.readNBytes(length);
            ByteCursor.require(bytes.length == length && unpacked.read() < 0, "has metadata of another length");
            return new Metadata(Kind.values()[kind - 1], bytes);
        } catch (IOException e) {
            throw new CorruptFileException("The archive has metadata that cannot be unpacked: it is damaged.", e);
        }
    }
}
