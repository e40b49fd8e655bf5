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

    /** A gray TIFF of 2 x 2 pixels, 300 x 150 an inch, with a colour profile and XMP; big-endian. The pieces lie at its end. */
    public static byte[] tiff(byte[] pixels, byte[] profile, byte[] xmp) throws IOException {
        int tags = 14;
        int densities = 8 + 2 + 12 * tags + 4;
        int behind = densities + 16;
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(file);
        out.writeBytes("MM");
        out.writeShort(42);
        out.writeInt(8);
        out.writeShort(tags);
        int[][] shorts = {{0x100, 2}, {0x101, 2}, {0x102, 8}, {0x103, 1}, {0x106, 1}};
        for (int[] tag : shorts) {
            tag(out, tag[0], 3, 1, tag[1] << 16);
        }
        tag(out, 0x111, 4, 1, behind);
        tag(out, 0x115, 3, 1, 1 << 16);
        tag(out, 0x116, 3, 1, 2 << 16);
        tag(out, 0x117, 4, 1, pixels.length);
        tag(out, 0x11a, 5, 1, densities);
        tag(out, 0x11b, 5, 1, densities + 8);
        tag(out, 0x128, 3, 1, 2 << 16);
        tag(out, 0x2bc, 1, xmp.length, behind + pixels.length);
        tag(out, 0x8773, 7, profile.length, behind + pixels.length + xmp.length);
        out.writeInt(0);
        for (int number : new int[] {300, 1, 300, 2}) {
            out.writeInt(number);
        }
        out.write(pixels);
        out.write(xmp);
        out.write(profile);
        return file.toByteArray();
    }

    private static void tag(DataOutputStream out, int id, int type, int count, int value) throws IOException {
        out.writeShort(id);
        out.writeShort(type);
        out.writeInt(count);
        out.writeInt(value);
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
