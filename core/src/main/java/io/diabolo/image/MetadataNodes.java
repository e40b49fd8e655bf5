package io.diabolo.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import org.w3c.dom.Node;

/**
 * Pieces of metadata as ImageIO's writers of PNG and JPEG take them.
 *
 * @source PNG, third edition, 11.3 (iCCP, iTXt, eXIf, pHYs); JFIF 1.02; Exif 2.32, 4.5.4; ICC.1:2022, B.4; XMP part 3, 1.1.3 and 1.1.5
 */
final class MetadataNodes {

    /** What a segment of JPEG holds behind its length. */
    private static final int LONGEST_SEGMENT = 65_533;

    private static final String APP1 = "225";
    private static final String APP2 = "226";
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] XMP = "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] PROFILE = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final String PNG_XMP = "XML:com.adobe.xmp";

    private MetadataNodes() {}

    /** Whether a file of this format can hold a piece; a profile must also be one of the picture's colours. */
    static boolean takes(String format, MetadataPiece piece, boolean gray) {
        if (piece.kind() == MetadataPiece.Kind.ICC && !isOf(piece.bytes(), gray ? "GRAY" : "RGB ")) {
            return false;
        }
        return switch (format) {
            case "png" -> true;
            case "jpeg" ->
                switch (piece.kind()) {
                    case EXIF -> piece.bytes().length <= LONGEST_SEGMENT - EXIF.length;
                    case XMP -> piece.bytes().length <= LONGEST_SEGMENT - XMP.length;
                    case ICC -> piece.bytes().length <= 255 * profilePart();
                };
            default -> false;
        };
    }

    /** Whether a file of this format can hold a density. */
    static boolean takes(String format, PixelDensity density) {
        long most = Math.max(density.acrossIn(PixelDensity.INCH), density.downIn(PixelDensity.INCH));
        return format.equals("png") || (format.equals("jpeg") && most < 1 << 16);
    }

    /** Bytes 16 to 19 of a profile name its colours. */
    private static boolean isOf(byte[] profile, String colours) {
        return profile.length > 20 && new String(profile, 16, 4, StandardCharsets.ISO_8859_1).equals(colours);
    }

    private static int profilePart() {
        return LONGEST_SEGMENT - PROFILE.length - 2;
    }

    /** What a writer writes beside the pixels. */
    static IIOMetadata of(
            String format,
            ImageWriter writer,
            ImageTypeSpecifier type,
            ImageWriteParam param,
            List<MetadataPiece> pieces,
            Optional<PixelDensity> density)
            throws IOException {
        IIOMetadata metadata = writer.getDefaultImageMetadata(type, param);
        String tree = metadata.getNativeMetadataFormatName();
        if (format.equals("png")) {
            IIOMetadataNode root = new IIOMetadataNode(tree);
            for (MetadataPiece piece : pieces) {
                root.appendChild(png(piece));
            }
            density.ifPresent(found -> root.appendChild(physical(found)));
            metadata.mergeTree(tree, root);
        } else {
            Node root = metadata.getAsTree(tree);
            Node segments = root.getLastChild();
            Node first = segments.getFirstChild();
            for (MetadataPiece piece : pieces) {
                for (IIOMetadataNode segment : jpeg(piece)) {
                    segments.insertBefore(segment, first);
                }
            }
            density.ifPresent(found -> setDensity(root.getFirstChild().getFirstChild(), found));
            metadata.setFromTree(tree, root);
        }
        return metadata;
    }

    private static IIOMetadataNode physical(PixelDensity density) {
        IIOMetadataNode physical = new IIOMetadataNode("pHYs");
        physical.setAttribute("pixelsPerUnitXAxis", Long.toString(density.acrossIn(1)));
        physical.setAttribute("pixelsPerUnitYAxis", Long.toString(density.downIn(1)));
        physical.setAttribute("unitSpecifier", "meter");
        return physical;
    }

    private static void setDensity(Node jfif, PixelDensity density) {
        if (jfif instanceof IIOMetadataNode fields) {
            fields.setAttribute("resUnits", "1");
            fields.setAttribute("Xdensity", Long.toString(density.acrossIn(PixelDensity.INCH)));
            fields.setAttribute("Ydensity", Long.toString(density.downIn(PixelDensity.INCH)));
        }
    }

    private static IIOMetadataNode png(MetadataPiece piece) throws IOException {
        return switch (piece.kind()) {
            case ICC -> {
                IIOMetadataNode profile = node("iCCP", deflated(piece.bytes()));
                profile.setAttribute("profileName", "icc");
                profile.setAttribute("compressionMethod", "deflate");
                yield profile;
            }
            case XMP -> {
                IIOMetadataNode entry = new IIOMetadataNode("iTXtEntry");
                entry.setAttribute("keyword", PNG_XMP);
                entry.setAttribute("compressionFlag", "FALSE");
                entry.setAttribute("compressionMethod", "0");
                entry.setAttribute("languageTag", "");
                entry.setAttribute("translatedKeyword", "");
                entry.setAttribute("text", new String(piece.bytes(), StandardCharsets.UTF_8));
                yield parent("iTXt", entry);
            }
            case EXIF -> {
                IIOMetadataNode chunk = node("UnknownChunk", piece.bytes());
                chunk.setAttribute("type", "eXIf");
                yield parent("UnknownChunks", chunk);
            }
        };
    }

    private static List<IIOMetadataNode> jpeg(MetadataPiece piece) {
        return switch (piece.kind()) {
            case EXIF -> List.of(segment(APP1, EXIF, piece.bytes(), 0, piece.bytes().length));
            case XMP -> List.of(segment(APP1, XMP, piece.bytes(), 0, piece.bytes().length));
            case ICC -> profile(piece.bytes());
        };
    }

    private static List<IIOMetadataNode> profile(byte[] bytes) {
        int count = (bytes.length + profilePart() - 1) / profilePart();
        List<IIOMetadataNode> segments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] start = Arrays.copyOf(PROFILE, PROFILE.length + 2);
            start[PROFILE.length] = (byte) (i + 1);
            start[PROFILE.length + 1] = (byte) count;
            int from = i * profilePart();
            segments.add(segment(APP2, start, bytes, from, Math.min(bytes.length, from + profilePart()) - from));
        }
        return segments;
    }

    private static IIOMetadataNode segment(String tag, byte[] start, byte[] bytes, int from, int length) {
        byte[] content = Arrays.copyOf(start, start.length + length);
        System.arraycopy(bytes, from, content, start.length, length);
        IIOMetadataNode segment = node("unknown", content);
        segment.setAttribute("MarkerTag", tag);
        return segment;
    }

    private static IIOMetadataNode node(String name, byte[] content) {
        IIOMetadataNode node = new IIOMetadataNode(name);
        node.setUserObject(content);
        return node;
    }

    private static IIOMetadataNode parent(String name, IIOMetadataNode child) {
        IIOMetadataNode parent = new IIOMetadataNode(name);
        parent.appendChild(child);
        return parent;
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        }
        return out.toByteArray();
    }
}
