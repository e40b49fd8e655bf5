package io.diabolo.image;

import com.drew.imaging.FileTypeDetector;
import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegSegmentData;
import com.drew.imaging.jpeg.JpegSegmentReader;
import com.drew.imaging.jpeg.JpegSegmentType;
import com.drew.imaging.png.PngChunk;
import com.drew.imaging.png.PngChunkReader;
import com.drew.imaging.png.PngChunkType;
import com.drew.imaging.riff.RiffHandler;
import com.drew.imaging.riff.RiffReader;
import com.drew.imaging.tiff.TiffReader;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.RandomAccessReader;
import com.drew.lang.SequentialReader;
import com.drew.lang.StreamReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifTiffHandler;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the file of a picture holds beside its pixels. Only the orientation is looked into: the rest of the metadata is never
 * parsed, and unpacked only where it is kept, up to a limit, so that it cannot take memory or time.
 */
final class PictureMetadata {

    /** Kinds of metadata, by the names under which they are known. */
    enum Kind {
        ICC("ICC profile"),
        EXIF("EXIF"),
        XMP("XMP"),
        EXTENDED_XMP("extended XMP"),
        IPTC("IPTC"),
        TEXT("text"),
        FRAMES("all frames or pages but the first");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** Longer pieces of metadata are not read: an orientation comes in a few hundred bytes, a length may be any number. */
    private static final int LONGEST_PIECE = 1 << 24;

    private static final byte[] EXIF_START = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final String XMP_START = "http://ns.adobe.com/xap/1.0/\0";
    private static final String PROFILE_START = "ICC_PROFILE\0";
    private static final int MAGIC_BYTES = 16;

    /** Where a JFIF segment's unit and densities begin, behind its name and version. */
    private static final int JFIF_DENSITY = 7;

    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    private final MetadataPieces pieces = new MetadataPieces();
    private final boolean keep;
    private Orientation orientation = Orientation.UPRIGHT;
    private Optional<PixelDensity> density = Optional.empty();
    private ChromaGrid chroma = ChromaGrid.FULL;

    private PictureMetadata(boolean keep) {
        this.keep = keep;
    }

    /** Never fails: what cannot be read is not there. A file that is damaged is refused by the decoder of its pixels. */
    static PictureMetadata of(PictureSource file) {
        return of(file, false);
    }

    /** @param keep whether pieces are taken out, beside saying what there is */
    static PictureMetadata of(PictureSource file, boolean keep) {
        PictureMetadata found = new PictureMetadata(keep);
        try (InputStream in = new BufferedInputStream(file.stream(), 1 << 13)) {
            in.mark(MAGIC_BYTES);
            switch (FileTypeDetector.detectFileType(in)) {
                case Jpeg -> found.readJpeg(new BoundedReader(in));
                case Png -> found.readPng(new BoundedReader(in));
                case WebP -> found.readWebp(new BoundedReader(in));
                case Tiff -> file.readTags(found.new Tags(true));
                default -> {}
            }
        } catch (IOException | ImageProcessingException | RuntimeException e) {
            // What was found before is kept.
            return found;
        }
        return found;
    }

    Orientation orientation() {
        return orientation;
    }

    /** As the file's rows lie. */
    ChromaGrid chroma() {
        return chroma;
    }

    /** As the file's rows lie. That which EXIF notes is a part of EXIF, and not looked at. */
    Optional<PixelDensity> density() {
        return density;
    }

    /** In the order of {@link Kind}. */
    List<Kind> kinds() {
        return List.copyOf(kinds);
    }

    /** What was taken out. */
    List<MetadataPiece> pieces() {
        return pieces.all();
    }

    private void readJpeg(SequentialReader file) throws IOException, ImageProcessingException {
        JpegSegmentData segments = JpegSegmentReader.readSegments(
                file,
                List.of(
                        JpegSegmentType.SOF0,
                        JpegSegmentType.SOF1,
                        JpegSegmentType.SOF2,
                        JpegSegmentType.APP0,
                        JpegSegmentType.APP1,
                        JpegSegmentType.APP2,
                        JpegSegmentType.APPD,
                        JpegSegmentType.COM));
        for (JpegSegmentType frame : List.of(JpegSegmentType.SOF0, JpegSegmentType.SOF1, JpegSegmentType.SOF2)) {
            segments.getSegments(frame).forEach(this::readFrame);
        }
        for (byte[] segment : segments.getSegments(JpegSegmentType.APP0)) {
            if (startsWith(segment, "JFIF\0") && segment.length >= JFIF_DENSITY + 5) {
                readJfif(ByteBuffer.wrap(segment, JFIF_DENSITY, 5));
            }
        }
        for (byte[] segment : segments.getSegments(JpegSegmentType.APP1)) {
            if (startsWith(segment, "Exif\0\0")) {
                readExif(segment);
            } else if (startsWith(segment, XMP_START)) {
                kinds.add(Kind.XMP);
                add(MetadataPiece.Kind.XMP, segment, XMP_START.length());
            } else if (startsWith(segment, "http://ns.adobe.com/x")) {
                kinds.add(Kind.EXTENDED_XMP);
            }
        }
        for (byte[] segment : segments.getSegments(JpegSegmentType.APP2)) {
            if (startsWith(segment, PROFILE_START)) {
                kinds.add(Kind.ICC);
                if (keep) {
                    pieces.addProfilePart(segment, PROFILE_START.length());
                }
            }
        }
        for (byte[] segment : segments.getSegments(JpegSegmentType.APPD)) {
            if (startsWith(segment, "Photoshop 3.0\0")) {
                kinds.add(Kind.IPTC);
            }
        }
        if (segments.containsSegment(JpegSegmentType.COM)) {
            kinds.add(Kind.TEXT);
        }
    }

    /** Behind 6 bytes 3 for each component, of which the second has its sampling factors, across and down. */
    private void readFrame(byte[] frame) {
        if (frame.length < 15 || frame[5] != 3 || frame[10] != frame[13]) {
            return;
        }
        int across = ((frame[7] >> 4) & 0xf) / Math.max(1, (frame[10] >> 4) & 0xf);
        int down = (frame[7] & 0xf) / Math.max(1, frame[10] & 0xf);
        if (across >= 1 && across <= 4 && down >= 1 && down <= 4) {
            // As libjpeg does it, which the JDK has.
            chroma = new ChromaGrid(across, down, 0, 0, across == 2 && down <= 2);
        }
    }

    /** A unit and two numbers; without a unit they are a ratio. */
    private void readJfif(ByteBuffer fields) {
        int unit = fields.get();
        int x = Short.toUnsignedInt(fields.getShort());
        int y = Short.toUnsignedInt(fields.getShort());
        if (unit == 1 || unit == 2) {
            density = PixelDensity.of(unit == 1 ? PixelDensity.INCH : PixelDensity.CENTIMETRE, x, y);
        }
    }

    /** Two numbers and a unit: 1 for the metre, else they are a ratio. */
    private void readPhysical(ByteBuffer fields) {
        double x = (double) Integer.toUnsignedLong(fields.getInt());
        double y = (double) Integer.toUnsignedLong(fields.getInt());
        if (fields.get() == 1) {
            density = PixelDensity.of(1, x, y);
        }
    }

    private void readPng(SequentialReader file) throws IOException, ImageProcessingException {
        PngChunkType animation = new PngChunkType("acTL");
        Set<PngChunkType> wanted = Set.of(
                PngChunkType.eXIf,
                PngChunkType.iCCP,
                PngChunkType.iTXt,
                PngChunkType.tEXt,
                PngChunkType.zTXt,
                PngChunkType.pHYs,
                animation);
        for (PngChunk chunk : new PngChunkReader().extract(file, wanted)) {
            if (chunk.getType().equals(PngChunkType.eXIf)) {
                readExif(chunk.getBytes());
            } else if (chunk.getType().equals(PngChunkType.iCCP)) {
                kinds.add(Kind.ICC);
                if (keep) {
                    pieces.addPngProfile(chunk.getBytes());
                }
            } else if (chunk.getType().equals(PngChunkType.pHYs)) {
                readPhysical(ByteBuffer.wrap(chunk.getBytes()));
            } else if (chunk.getType().equals(animation)) {
                kinds.add(Kind.FRAMES);
            } else if (startsWith(chunk.getBytes(), "XML:com.adobe.xmp\0")) {
                kinds.add(Kind.XMP);
                if (keep) {
                    pieces.addPngXmp(chunk.getBytes());
                }
            } else {
                kinds.add(Kind.TEXT);
            }
        }
    }

    private void readWebp(SequentialReader file) throws IOException, ImageProcessingException {
        new RiffReader().processRiff(file, new RiffHandler() {
            @Override
            public boolean shouldAcceptRiffIdentifier(String identifier) {
                return identifier.equals("WEBP");
            }

            @Override
            public boolean shouldAcceptChunk(String name) {
                switch (name) {
                    case "ICCP" -> kinds.add(Kind.ICC);
                    case "XMP " -> kinds.add(Kind.XMP);
                    case "ANMF" -> kinds.add(Kind.FRAMES);
                    case "VP8 " -> chroma = new ChromaGrid(2, 2, 0, 0, false);
                    default -> {}
                }
                return name.equals("EXIF") || (keep && (name.equals("ICCP") || name.equals("XMP ")));
            }

            @Override
            public boolean shouldAcceptList(String name) {
                return false;
            }

            @Override
            public void processChunk(String name, byte[] content) {
                switch (name) {
                    case "ICCP" -> add(MetadataPiece.Kind.ICC, content, 0);
                    case "XMP " -> add(MetadataPiece.Kind.XMP, content, 0);
                    default -> readExif(content);
                }
            }

            @Override
            public void addError(String message) {}
        });
    }

    /** A block of EXIF is a TIFF file without pixels; some writers keep JPEG's prefix elsewhere too. */
    private void readExif(byte[] block) {
        kinds.add(Kind.EXIF);
        int start = startsWith(block, "Exif\0\0") ? EXIF_START.length : 0;
        add(MetadataPiece.Kind.EXIF, block, start);
        try {
            new TiffReader().processTiff(new ByteArrayReader(block, start), new Tags(false), 0);
        } catch (IOException | ImageProcessingException e) {
            orientation = Orientation.UPRIGHT;
        }
    }

    private void add(MetadataPiece.Kind kind, byte[] block, int start) {
        if (keep) {
            pieces.add(kind, Arrays.copyOfRange(block, start, block.length));
        }
    }

    private static boolean startsWith(byte[] bytes, String text) {
        byte[] start = text.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length >= start.length
                && new String(bytes, 0, start.length, StandardCharsets.ISO_8859_1).equals(text);
    }

    /** Looks at the first directory of a TIFF, and reads no value but the orientation. */
    private final class Tags extends ExifTiffHandler {

        private static final int ORIENTATION = 0x0112;

        private final boolean wholeFile;
        private double unit = PixelDensity.INCH;
        private double across;
        private double down;

        Tags(boolean wholeFile) {
            super(new Metadata(), null, 0);
            this.wholeFile = wholeFile;
        }

        @Override
        public boolean customProcessTag(
                int valueOffset,
                Set<Integer> directories,
                int headerOffset,
                RandomAccessReader reader,
                int tag,
                int bytes)
                throws IOException {
            if (tag == ORIENTATION) {
                orientation = Orientation.of(reader.getUInt16(valueOffset));
            } else if (wholeFile) {
                switch (tag) {
                    case 0x011a -> across = rational(reader, valueOffset);
                    case 0x011b -> down = rational(reader, valueOffset);
                    case 0x0128 -> unit = unit(reader.getUInt16(valueOffset));
                    case 0x8773 -> {
                        kinds.add(Kind.ICC);
                        take(MetadataPiece.Kind.ICC, reader, valueOffset, bytes);
                    }
                    case 0x8769 -> kinds.add(Kind.EXIF);
                    case 0x02bc -> {
                        kinds.add(Kind.XMP);
                        take(MetadataPiece.Kind.XMP, reader, valueOffset, bytes);
                    }
                    case 0x83bb -> kinds.add(Kind.IPTC);
                    default -> {}
                }
            }
            density = wholeFile ? PixelDensity.of(unit, across, down) : density;
            return true;
        }

        /** Not a number where the file's is none. */
        private static double rational(RandomAccessReader reader, int offset) throws IOException {
            return (double) reader.getUInt32(offset) / reader.getUInt32(offset + 4);
        }

        /** Without a unit the densities are a ratio: as if they were endless. */
        private static double unit(int value) {
            return value == 3 ? PixelDensity.CENTIMETRE : value == 2 ? PixelDensity.INCH : 0;
        }

        private void take(MetadataPiece.Kind kind, RandomAccessReader reader, int offset, int bytes)
                throws IOException {
            if (keep && bytes > 0 && bytes <= LONGEST_PIECE) {
                add(kind, reader.getBytes(offset, bytes), 0);
            }
        }

        @Override
        public boolean tryEnterSubIfd(int tag) {
            if (wholeFile && tag == 0x8769) {
                kinds.add(Kind.EXIF);
            }
            return false;
        }

        /** Asked where there is another directory, which in a TIFF file is a page. */
        @Override
        public boolean hasFollowerIfd() {
            if (wholeFile) {
                kinds.add(Kind.FRAMES);
            }
            return false;
        }
    }

    /** Refuses a piece whose length no metadata has, before it is allocated. */
    private static final class BoundedReader extends StreamReader {

        BoundedReader(InputStream in) {
            super(in);
        }

        @Override
        public byte[] getBytes(int count) throws IOException {
            if (count < 0 || count > LONGEST_PIECE) {
                throw new IOException("a piece of %d bytes".formatted(count));
            }
            return super.getBytes(count);
        }
    }
}
