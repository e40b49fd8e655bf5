package io.diabolo.image;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Puts metadata into the bytes of pictures. */
public final class MetadataBytes {

    private static final int PNG_HEADER = 8 + 25;

    private MetadataBytes() {}

    /** A TIFF directory with nothing but an orientation; big-endian. */
    public static byte[] exif(int orientation) {
        return new byte[] {
            'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte) orientation, 0, 0, 0, 0, 0, 0
        };
    }

    /** A PNG with another chunk behind its header. */
    public static byte[] withChunk(byte[] png, String type, byte[] content) throws IOException {
        byte[] typed = concat(type.getBytes(StandardCharsets.US_ASCII), content);
        CRC32 crc = new CRC32();
        crc.update(typed);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(file);
        out.write(png, 0, PNG_HEADER);
        out.writeInt(content.length);
        out.write(typed);
        out.writeInt((int) crc.getValue());
        out.write(png, PNG_HEADER, png.length - PNG_HEADER);
        return file.toByteArray();
    }

    /** A JPEG with another segment behind its first marker. */
    public static byte[] withSegment(byte[] jpeg, int marker, String start, byte[] content) {
        byte[] body = concat(start.getBytes(StandardCharsets.ISO_8859_1), content);
        int length = body.length + 2;
        byte[] head = {jpeg[0], jpeg[1], (byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length};
        return concat(concat(head, body), Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
