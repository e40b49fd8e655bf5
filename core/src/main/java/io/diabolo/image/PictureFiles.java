package io.diabolo.image;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.file.AtomicFiles;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Reads PNG, JPEG, BMP, GIF (first frame), PGM/PPM, TIFF (first page) and WebP; writes PNG, JPEG, BMP, PGM and PPM. The
 * orientation that a camera noted (EXIF) is ignored.
 */
public final class PictureFiles {

    /** The largest number of pixels that is decoded. */
    public static final long MAX_PIXELS = 100_000_000;

    private static final Set<String> READABLE =
            Set.of("png", "jpg", "jpeg", "bmp", "gif", "pgm", "ppm", "pnm", "tif", "tiff", "webp");
    private static final Pattern USUAL_READER = Pattern.compile("com\\.(sun|twelvemonkeys)\\.imageio\\.");
    private static final float JPEG_QUALITY = 0.95f;

    private PictureFiles() {}

    /** Whether the name ends like that of a picture. */
    public static boolean isPicture(Path file) {
        return READABLE.contains(extension(file));
    }

    /**
     * Reads a picture, of whatever kind its bytes are.
     *
     * @throws BadInputException if there is no such file, or its header says more than 100 megapixels or a side longer
     *     than 65,500 pixels; nothing is decoded then
     * @throws CorruptFileException if it does not decode
     */
    public static Picture read(Path file) {
        return withReader(file, (reader, size) -> Picture.of(image(reader, size)));
    }

    /**
     * Reads a picture for what takes 8 bits a channel of gray or RGB, with the errors of {@link #read}.
     *
     * @param notes learns, in a line, what is lost: more bits a channel are rounded to 8, and CMYK, which says no one colour,
     *     becomes RGB
     */
    public static BufferedImage readEightBits(Path file, Consumer<String> notes) {
        return withReader(file, (reader, size) -> {
            ImageTypeSpecifier raw = reader.getRawImageType(0);
            boolean cmyk = raw != null && raw.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_CMYK;
            BufferedImage image = image(reader, size);
            int bits = Arrays.stream(image.getColorModel().getComponentSize())
                    .max()
                    .orElse(0);
            if (cmyk) {
                notes.accept("%s has CMYK colours: it is taken as RGB".formatted(file));
            }
            if (bits > 8) {
                notes.accept("%s has %d bits a channel: they are rounded to 8".formatted(file, bits));
            }
            return bits > 8 || cmyk ? Picture.of(image).toBufferedImage() : image;
        });
    }

    private static BufferedImage image(ImageReader reader, Size size) throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        BufferedImage image = reader.read(0);
        if (image.getWidth() != size.width() || image.getHeight() != size.height()) {
            throw new IOException(
                    "decodes to %dx%d, its header says %s".formatted(image.getWidth(), image.getHeight(), size));
        }
        // JPEG decoders fill what is missing with gray and only warn.
        for (String warning : warnings) {
            if (warning.toLowerCase(Locale.ROOT).matches(".*(premature|truncated|corrupt).*")) {
                throw new IOException(warning);
            }
        }
        return image;
    }

    /** The size that the header says, with the errors of {@link #read}; nothing is decoded. */
    public static Size size(Path file) {
        return withReader(file, (reader, size) -> size);
    }

    /**
     * Writes a picture in the format of the name's ending; PNG where it has none. JPEG and BMP lay transparent pixels on
     * white.
     *
     * @throws BadInputException for any other ending
     * @throws io.diabolo.error.OutputException if it cannot be written; then nothing is left behind
     */
    public static void write(Path file, Picture picture) {
        AtomicFiles.ThrowingConsumer<OutputStream> body =
                switch (extension(file)) {
                    case "", "png" -> out -> writeWith("png", picture.toBufferedImage(), out);
                    case "jpg", "jpeg" -> out -> writeWith("jpeg", flat(picture).toBufferedImage(), out);
                    case "bmp" -> out -> writeWith("bmp", flat(picture).toBufferedImage(), out);
                    case "pgm" -> out -> writeGraymap(picture.toGray(), out);
                    case "ppm" -> out -> writePixmap(picture.toRgb(), out);
                    default ->
                        throw new BadInputException(
                                "%s: pictures are written as .png, .jpg, .bmp, .pgm or .ppm".formatted(file));
                };
        AtomicFiles.write(file, body);
    }

    private static Picture flat(Picture picture) {
        return picture.channels() == 4 ? picture.toRgb() : picture;
    }

    private static <T> T withReader(Path file, Decoding<T> decoding) {
        try (ImageInputStream in = open(file)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IOException("not a picture of a known kind");
            }
            ImageReader reader = usual(readers);
            try {
                reader.setInput(in, true, true);
                return decoding.decode(reader, checkedSize(file, reader.getWidth(0), reader.getHeight(0)));
            } finally {
                reader.dispose();
            }
        } catch (BadInputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The decoders throw whatever a damaged file leads them to: index, cast and null pointer exceptions.
            throw new CorruptFileException("%s cannot be decoded: %s".formatted(file, oneLine(e)), e);
        }
    }

    /** That of the JDK or TwelveMonkeys: another plug-in on the class path may be there for its writer, and load natives. */
    private static ImageReader usual(Iterator<ImageReader> readers) {
        ImageReader first = readers.next();
        ImageReader reader = first;
        while (!USUAL_READER.matcher(reader.getClass().getName()).lookingAt()) {
            if (!readers.hasNext()) {
                return first;
            }
            reader = readers.next();
        }
        return reader;
    }

    private static ImageInputStream open(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new BadInputException("%s: no such file, or no permission to read it".formatted(file));
        }
        ImageInputStream in = ImageIO.createImageInputStream(file.toFile());
        if (in == null) {
            throw new NoSuchFileException(file.toString());
        }
        return in;
    }

    private static Size checkedSize(Path file, int width, int height) throws IOException {
        if (width < 1 || height < 1) {
            throw new IOException("its header says %dx%d pixels".formatted(width, height));
        }
        if (width > Size.MAX_SIDE || height > Size.MAX_SIDE || (long) width * height > MAX_PIXELS) {
            throw new BadInputException("%s: %dx%d pixels; at most %d pixels and %d a side are read: cut or shrink it"
                    .formatted(file, width, height, MAX_PIXELS, Size.MAX_SIDE));
        }
        return new Size(width, height);
    }

    private static String oneLine(Exception e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    static void writeWith(String format, BufferedImage image, OutputStream out) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        if (format.equals("jpeg")) {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(JPEG_QUALITY);
        }
        // ImageIO's own choice of a stream would be a file on the disk.
        try (ImageOutputStream target = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(target);
            writer.write(null, new IIOImage(image, null, null), param);
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
        out.write("P5\n%d %d\n255\n".formatted(gray.width(), gray.height()).getBytes(StandardCharsets.US_ASCII));
        out.write(gray.pixels());
    }

    private static void writePixmap(Picture rgb, OutputStream out) throws IOException {
        out.write("P6\n%d %d\n255\n".formatted(rgb.width(), rgb.height()).getBytes(StandardCharsets.US_ASCII));
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

    private interface Decoding<T> {
        T decode(ImageReader reader, Size size) throws IOException;
    }
}
