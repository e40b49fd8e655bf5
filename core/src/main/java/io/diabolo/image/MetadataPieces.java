package io.diabolo.image;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.InflaterInputStream;

/** Takes pieces of metadata out of what JPEG, PNG and WebP hold them in. What is not as it should be is not taken. */
final class MetadataPieces {

    /** The longest piece that is taken. */
    private static final int LONGEST = 1 << 24;

    private static final int NUL = 0;

    private final Map<MetadataPiece.Kind, byte[]> pieces = new EnumMap<>(MetadataPiece.Kind.class);
    private final Map<Integer, byte[]> profileParts = new TreeMap<>();
    private int profileCount;

    /** The first piece of a kind counts. */
    void add(MetadataPiece.Kind kind, byte[] bytes) {
        if (bytes.length > 0 && bytes.length <= LONGEST) {
            pieces.putIfAbsent(kind, bytes);
        }
    }

    /** A part of a profile in a segment of JPEG: its number from 1, how many there are, data. */
    void addProfilePart(byte[] segment, int start) {
        if (segment.length > start + 2) {
            profileCount = segment[start + 1] & 0xff;
            profileParts.putIfAbsent(segment[start] & 0xff, Arrays.copyOfRange(segment, start + 2, segment.length));
        }
    }

    /** A chunk iCCP of PNG: a name, NUL, a byte 0, the profile deflated. */
    void addPngProfile(byte[] chunk) throws IOException {
        int end = indexOf(chunk, NUL, 0);
        if (end >= 0 && end + 2 < chunk.length) {
            add(MetadataPiece.Kind.ICC, inflated(chunk, end + 2));
        }
    }

    /** A chunk iTXt of PNG that holds XMP: keyword, NUL, whether deflated, method, language, NUL, keyword, NUL, text. */
    void addPngXmp(byte[] chunk) throws IOException {
        int keyword = indexOf(chunk, NUL, 0);
        int language = keyword < 0 ? -1 : indexOf(chunk, NUL, keyword + 3);
        int text = language < 0 ? -1 : indexOf(chunk, NUL, language + 1);
        if (text >= 0) {
            boolean deflated = chunk[keyword + 1] != 0;
            add(
                    MetadataPiece.Kind.XMP,
                    deflated ? inflated(chunk, text + 1) : Arrays.copyOfRange(chunk, text + 1, chunk.length));
        }
    }

    List<MetadataPiece> all() {
        boolean whole = profileCount > 0 && profileParts.size() == profileCount && profileParts.containsKey(1);
        if (whole && profileParts.containsKey(profileCount)) {
            ByteArrayOutputStream profile = new ByteArrayOutputStream();
            profileParts.values().forEach(profile::writeBytes);
            add(MetadataPiece.Kind.ICC, profile.toByteArray());
        }
        List<MetadataPiece> all = new ArrayList<>();
        pieces.forEach((kind, bytes) -> all.add(new MetadataPiece(kind, bytes)));
        return all;
    }

    /** Empty if it is longer than what is taken. */
    private static byte[] inflated(byte[] chunk, int start) throws IOException {
        try (InflaterInputStream in =
                new InflaterInputStream(new ByteArrayInputStream(chunk, start, chunk.length - start))) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            return bytes.length > LONGEST ? new byte[0] : bytes;
        }
    }

    private static int indexOf(byte[] bytes, int value, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == value) {
                return i;
            }
        }
        return -1;
    }
}
