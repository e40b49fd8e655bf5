package io.diabolo.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Metadata of a file for the picture that was read from it, which is upright: what notes an orientation says so. */
final class UprightMetadata {

    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;
    private static final int HEADER = 8;
    private static final int ENTRY = 12;
    private static final Pattern XMP_ATTRIBUTE =
            Pattern.compile("(?<before>tiff:Orientation\\s*=\\s*[\"'])[2-8](?<after>[\"'])");
    private static final Pattern XMP_ELEMENT =
            Pattern.compile("(?<before><tiff:Orientation>\\s*)[2-8](?<after>\\s*</tiff:Orientation>)");

    private static final String UPRIGHT = "${before}1${after}";

    private UprightMetadata() {}

    /** @param converted whether colours are sRGB now, so that the file's profile is not theirs */
    static List<MetadataPiece> of(List<MetadataPiece> pieces, boolean converted) {
        List<MetadataPiece> upright = new ArrayList<>();
        for (MetadataPiece piece : pieces) {
            switch (piece.kind()) {
                case EXIF -> upright.add(new MetadataPiece(piece.kind(), exif(piece.bytes())));
                case XMP -> upright.add(new MetadataPiece(piece.kind(), xmp(piece.bytes())));
                case ICC -> {
                    if (!converted) {
                        upright.add(piece);
                    }
                }
            }
        }
        return upright;
    }

    /** The first directory's orientation becomes 1. A block that is not as it should be stays as it is. */
    private static byte[] exif(byte[] block) {
        byte[] bytes = block.clone();
        if (bytes.length < HEADER + 2) {
            return bytes;
        }
        ByteBuffer tiff =
                ByteBuffer.wrap(bytes).order(bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = Integer.toUnsignedLong(tiff.getInt(4));
        if (directory > bytes.length - 2) {
            return bytes;
        }
        int count = Short.toUnsignedInt(tiff.getShort((int) directory));
        for (int i = 0; i < count && directory + 2 + (i + 1L) * ENTRY <= bytes.length; i++) {
            int entry = (int) directory + 2 + i * ENTRY;
            if (Short.toUnsignedInt(tiff.getShort(entry)) == ORIENTATION && tiff.getShort(entry + 2) == SHORT) {
                tiff.putShort(entry + 8, (short) 1);
            }
        }
        return bytes;
    }

    private static byte[] xmp(byte[] packet) {
        String text = new String(packet, StandardCharsets.UTF_8);
        String upright = XMP_ELEMENT
                .matcher(XMP_ATTRIBUTE.matcher(text).replaceAll(UPRIGHT))
                .replaceAll(UPRIGHT);
        return upright.equals(text) ? packet : upright.getBytes(StandardCharsets.UTF_8);
    }
}
