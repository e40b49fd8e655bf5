package io.diabolo.image;

import io.diabolo.error.BadInputException;
import io.diabolo.file.AtomicFiles;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Reads PNG, JPEG, BMP, GIF (first frame), PGM/PPM, TIFF (first page) and WebP; writes PNG, JPEG, BMP, PGM and PPM.
 * Pictures are turned upright as a camera noted it (EXIF); metadata is kept where that is asked for.
 */
public final class PictureFiles {

    /** The largest number of pixels that is decoded. */
    public static final long MAX_PIXELS = 100_000_000;

    private static final Set<String> READABLE =
            Set.of("png", "jpg", "jpeg", "bmp", "gif", "pgm", "ppm", "pnm", "tif", "tiff", "webp");
    private static final Set<String> WRITABLE = Set.of("", "png", "jpg", "jpeg", "bmp", "pgm", "ppm");
    private static final float JPEG_QUALITY = 0.95f;

    private PictureFiles() {}

    /** Whether the name ends like that of a picture. */
    public static boolean isPicture(Path file) {
        return READABLE.contains(extension(file));
    }

    /**
     * Reads a picture, of whatever kind its bytes are, upright: turned as the file's metadata (EXIF) say.
     *
     * @throws BadInputException if there is no such file, or its header says more than 100 megapixels or a side longer
     *     than 65,500 pixels; nothing is decoded then
     * @throws io.diabolo.error.CorruptFileException if it does not decode
     */
    public static Picture read(Path file) {
        return PictureReader.with(new PictureSource.InFile(file), opened -> opened.decode(Picture::of));
    }

    /**
     * As {@link #read}, for a picture that will be shrunk to a size: of one that does not fit into memory only every k-th row
     * and column is read, at least twice as many as are wanted.
     */
    public static Picture readFor(Size wanted, Path file) {
        return readFor(wanted, new PictureSource.InFile(file));
    }

    /**
     * As the other, of the bytes of a file.
     *
     * @param name of the picture, for messages
     */
    public static Picture readFor(Size wanted, String name, byte[] content) {
        return readFor(wanted, new PictureSource.InMemory(name, content));
    }

    private static Picture readFor(Size wanted, PictureSource source) {
        return PictureReader.with(
                source, opened -> opened.decodeFor(wanted, Runtime.getRuntime().maxMemory(), Picture::of));
    }

    /**
     * Reads a picture for what takes 8 bits a channel of gray or RGB and nothing else, with the errors of {@link #read}.
     *
     * @param notes learns, in a line each, what is lost: more bits a channel are rounded to 8; CMYK, which says no one colour,
     *     becomes RGB; metadata and all frames but the first are dropped
     */
    public static BufferedImage readEightBits(Path file, Consumer<String> notes) {
        return readEightBits(file, Keep.NOTHING, notes).image();
    }

    /**
     * As {@link #readEightBits}, with EXIF, ICC profile and XMP where they can be taken out of the file: of JPEG, PNG and WebP
     * all three; of TIFF, where EXIF is spread over the file, the other two. The notes name what cannot.
     */
    public static KeptPicture readWithMetadata(Path file, Consumer<String> notes) {
        return readEightBits(file, Keep.AS_IT_STANDS, notes);
    }

    /**
     * As {@link #readWithMetadata}, for a picture that will be written again: what notes an orientation says that it is upright. Where
     * colours were converted to sRGB, as an ICC profile says, the profile is left out. How close pixels lie is kept, too.
     */
    public static KeptPicture readToKeep(Path file, Consumer<String> notes) {
        return readEightBits(file, Keep.UPRIGHT, notes);
    }

    /** What is kept of a file beside its pixels. */
    private enum Keep {
        NOTHING,
        AS_IT_STANDS,
        UPRIGHT
    }

    private static KeptPicture readEightBits(Path file, Keep keep, Consumer<String> notes) {
        return PictureReader.with(new PictureSource.InFile(file), opened -> {
            boolean cmyk = opened.isCmyk();
            BufferedImage image = opened.decode(decoded -> decoded);
            int bits = Arrays.stream(image.getColorModel().getComponentSize())
                    .max()
                    .orElse(0);
            if (cmyk) {
                notes.accept("%s has CMYK colours: it is taken as RGB".formatted(file));
            }
            if (bits > 8) {
                notes.accept("%s has %d bits a channel: they are rounded to 8".formatted(file, bits));
            }
            List<MetadataPiece> kept = keep == Keep.NOTHING ? List.of() : opened.metadata();
            List<String> dropped = opened.besidePixels(kept);
            if (!dropped.isEmpty()) {
                notes.accept("%s: %s kept, dropped: %s"
                        .formatted(
                                file,
                                kept.isEmpty() ? "only its pixels are" : "not all is",
                                String.join(", ", dropped)));
            }
            if (keep == Keep.UPRIGHT) {
                int before = kept.size();
                kept = UprightMetadata.of(kept, cmyk || isConverted(image));
                if (kept.size() < before) {
                    notes.accept(
                            "%s: its colours were converted to sRGB, as its ICC profile says; the profile is left out"
                                    .formatted(file));
                }
            }
            return new KeptPicture(
                    bits > 8 || cmyk ? Picture.of(image).toBufferedImage() : image,
                    kept,
                    keep == Keep.UPRIGHT ? opened.density() : Optional.empty());
        });
    }

    /** Whether an image's numbers are turned into sRGB when its samples are taken. */
    private static boolean isConverted(BufferedImage image) {
        ColorSpace colours = image.getColorModel().getColorSpace();
        return colours.getType() != ColorSpace.TYPE_GRAY && !colours.isCS_sRGB();
    }

    /** The size of the upright picture, from the header, with the errors of {@link #read}; nothing is decoded. */
    public static Size size(Path file) {
        return PictureReader.with(new PictureSource.InFile(file), PictureReader::size);
    }

    /** Where the first whole JPEG block of the upright picture lies, of a file of whatever kind; with the errors of {@link #read}. */
    public static BlockGrid blockGrid(Path file) {
        return PictureReader.with(new PictureSource.InFile(file), PictureReader::blockGrid);
    }

    /** How coarse the upright picture's chroma is in its file; with the errors of {@link #read}. */
    public static ChromaGrid chromaGrid(Path file) {
        return PictureReader.with(new PictureSource.InFile(file), PictureReader::chromaGrid);
    }

    /**
     * Refuses a name under which no picture is written, so that this is known before the work.
     *
     * @throws BadInputException for endings that {@link #write} does not take
     */
    public static void requireWritable(Path file) {
        if (!WRITABLE.contains(extension(file))) {
            throw new BadInputException("%s: pictures are written as .png, .jpg, .bmp, .pgm or .ppm".formatted(file));
        }
    }

    /**
     * Writes a picture in the format of the name's ending; PNG where it has none. JPEG and BMP lay transparent pixels on
     * white.
     *
     * @throws BadInputException for any other ending
     * @throws io.diabolo.error.OutputException if it cannot be written; then nothing is left behind
     */
    public static void write(Path file, Picture picture) {
        write(file, picture, List.of(), Optional.empty(), note -> {});
    }

    /**
     * As {@link #write(Path, Picture)}, with metadata where the format takes it.
     *
     * @param notes learns, in a line, what it does not take
     */
    public static void write(Path file, Picture picture, List<MetadataPiece> metadata, Consumer<String> notes) {
        write(file, picture, metadata, Optional.empty(), notes);
    }

    /**
     * As {@link #write(Path, Picture)}, with what was kept of the picture that this one was made of, where the format takes it.
     *
     * @param notes learns, in a line, what it does not take
     */
    public static void write(Path file, Picture picture, KeptPicture from, Consumer<String> notes) {
        write(file, picture, from.metadata(), from.density(), notes);
    }

    private static void write(
            Path file,
            Picture picture,
            List<MetadataPiece> metadata,
            Optional<PixelDensity> density,
            Consumer<String> notes) {
        requireWritable(file);
        String format = format(file);
        List<MetadataPiece> taken = metadata.stream()
                .filter(piece -> MetadataNodes.takes(format, piece, picture.channels() == 1))
                .toList();
        Optional<PixelDensity> close = density.filter(found -> MetadataNodes.takes(format, found));
        List<String> left = new ArrayList<>();
        metadata.stream()
                .filter(piece -> !taken.contains(piece))
                .forEach(piece -> left.add(piece.kind().words()));
        if (density.isPresent() && close.isEmpty()) {
            left.add("resolution");
        }
        if (!left.isEmpty()) {
            notes.accept("%s: a file of this kind cannot hold: %s".formatted(file, String.join(", ", left)));
        }
        AtomicFiles.ThrowingConsumer<OutputStream> body =
                switch (format) {
                    case "png" -> out -> writeWith(format, picture.toBufferedImage(), taken, close, out);
                    case "jpeg", "bmp" -> out -> writeWith(format, flat(picture).toBufferedImage(), taken, close, out);
                    case "pgm" -> out -> writeGraymap(picture.toGray(), out);
                    default -> out -> writePixmap(picture.toRgb(), out);
                };
        AtomicFiles.write(file, body);
    }

    private static String format(Path file) {
        String extension = extension(file);
        return switch (extension) {
            case "", "png" -> "png";
            case "jpg", "jpeg" -> "jpeg";
            default -> extension;
        };
    }

    private static Picture flat(Picture picture) {
        return picture.channels() == 4 ? picture.toRgb() : picture;
    }

    static void writeWith(String format, BufferedImage image, OutputStream out) throws IOException {
        writeWith(format, image, List.of(), Optional.empty(), out);
    }

    private static void writeWith(
            String format,
            BufferedImage image,
            List<MetadataPiece> metadata,
            Optional<PixelDensity> density,
            OutputStream out)
            throws IOException {
        ImageWriter writer = JpegFile.ofTheJdk(ImageIO.getImageWritersByFormatName(format));
        ImageWriteParam param = writer.getDefaultWriteParam();
        if (format.equals("jpeg")) {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(JPEG_QUALITY);
        }
        // ImageIO's own choice of a stream would be a file on the disk.
        try (ImageOutputStream target = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(target);
            IIOMetadata beside = metadata.isEmpty() && density.isEmpty()
                    ? null
                    : MetadataNodes.of(
                            format,
                            writer,
                            ImageTypeSpecifier.createFromRenderedImage(image),
                            param,
                            metadata,
                            density);
            writer.write(null, new IIOImage(image, null, beside), param);
        } catch (IOException e) {
            throw first(e);
        } finally {
            writer.dispose();
        }
    }

    /** What went wrong first: ImageIO says of a full disk only that it could not write. */
    private static IOException first(IOException e) {
        IOException first = e;
        while (first.getCause() instanceof IOException earlier) {
            first = earlier;
        }
        return first;
    }

    private static void writeGraymap(Picture gray, OutputStream out) throws IOException {
        out.write(("P5\n" + gray.width() + " " + gray.height() + "\n255\n").getBytes(StandardCharsets.US_ASCII));
        out.write(gray.pixels());
    }

    private static void writePixmap(Picture rgb, OutputStream out) throws IOException {
        out.write(("P6\n" + rgb.width() + " " + rgb.height() + "\n255\n").getBytes(StandardCharsets.US_ASCII));
        int plane = rgb.width() * rgb.height();
        for (int i = 0; i < 3 * plane; i++) {
            out.write(rgb.pixels()[i % 3 * plane + i / 3]);
        }
    }

    private static String extension(Path file) {
        Path name = file.getFileName();
        int dot = name == null ? -1 : name.toString().lastIndexOf('.');
        return dot < 1 ? "" : name.toString().substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
