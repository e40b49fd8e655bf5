package io.diabolo.image;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;

/** A file of a picture while it is read: its header is known, its pixels are decoded when they are asked for. */
final class PictureReader {

    private static final Pattern USUAL_READER = Pattern.compile("com\\.(sun|twelvemonkeys)\\.imageio\\.");

    /** Heap that a picture takes from file to {@link Picture}, in bytes a pixel; measured, with the decoder's own. */
    private static final int BYTES_A_PIXEL = 9;

    private static final int BYTES_A_PIXEL_WITH_ALPHA = 15;

    /** Its reader keeps whole planes beside the picture, of the lossy kind in integers. */
    private static final int BYTES_A_PIXEL_OF_WEBP = 30;

    /** Smaller pictures fit into any heap that runs this program at all. */
    private static final long SMALL = 4_000_000;

    /** Kinds whose decoders need no more than some rows beside the result. */
    private static final String BY_ROWS = "png|jpe?g|bmp|tiff?|pnm|p[gp]m";

    private static final String MORE_MEMORY = "give Java more with -Xmx, or shrink the picture";

    private final ImageReader reader;
    private final Size stored;
    private final PictureMetadata metadata;
    private final PictureSource file;
    private final int bytesAPixel;

    private PictureReader(PictureSource file, ImageReader reader, Size stored, PictureMetadata metadata)
            throws IOException {
        this.file = file;
        this.reader = reader;
        this.stored = stored;
        this.metadata = metadata;
        this.bytesAPixel = bytesAPixel(reader);
    }

    /**
     * Opens a file, and closes it when {@code action} is done.
     *
     * @throws BadInputException if there is no such file, or its picture is larger than what is read
     * @throws CorruptFileException if {@code action} finds that it does not decode
     */
    static <T> T with(PictureSource file, Action<T> action) {
        try (ImageInputStream in = file.pixels()) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IOException("not a picture of a known kind");
            }
            ImageReader reader = usual(readers);
            try {
                reader.setInput(isWebp(reader) ? new InMemoryInput(file.bytes()) : in, false, true);
                Size stored = checkedSize(file, reader.getWidth(0), reader.getHeight(0));
                PictureReader opened = new PictureReader(file, reader, stored, PictureMetadata.of(file));
                return action.apply(opened);
            } finally {
                reader.dispose();
            }
        } catch (BadInputException e) {
            throw e;
        } catch (OutOfMemoryError e) {
            // Others that read or train at the same time may have taken what the header's check counted on.
            throw new BadInputException("%s does not fit into memory; %s".formatted(file, MORE_MEMORY), e);
        } catch (IOException | RuntimeException e) {
            // The decoders throw whatever a damaged file leads them to: index, cast and null pointer exceptions.
            throw new CorruptFileException("%s cannot be decoded: %s".formatted(file, oneLine(e)), e);
        }
    }

    /** Of the upright picture. */
    Size size() {
        return metadata.orientation().of(stored);
    }

    BlockGrid blockGrid() {
        return BlockGrid.of(metadata.orientation(), size());
    }

    boolean isCmyk() throws IOException {
        ImageTypeSpecifier raw = reader.getRawImageType(0);
        return raw != null && raw.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_CMYK;
    }

    ChromaGrid chromaGrid() {
        return metadata.chroma().turned(metadata.orientation(), size());
    }

    /** Of the upright picture. */
    Optional<PixelDensity> density() {
        return metadata.density().map(found -> metadata.orientation().swapsSides() ? found.turned() : found);
    }

    /** What can be taken out of the file beside the pixels. */
    List<MetadataPiece> metadata() {
        return PictureMetadata.of(file, true).pieces();
    }

    /** What the file holds beside the pixels of its first picture and some pieces, in words. */
    List<String> besidePixels(List<MetadataPiece> kept) throws IOException {
        List<String> words = new ArrayList<>();
        metadata.kinds().stream()
                .filter(kind ->
                        kept.stream().noneMatch(piece -> piece.kind().name().equals(kind.name())))
                .forEach(kind -> words.add(kind.words()));
        if (reader.getFormatName().equalsIgnoreCase("gif") && reader.getNumImages(true) > 1) {
            words.add(PictureMetadata.Kind.FRAMES.words());
        }
        return words;
    }

    /**
     * Decodes the upright picture. Others that need much memory wait until {@code use} is done with it.
     *
     * @throws BadInputException if it takes more memory than this Java may use; nothing is decoded then
     */
    <T> T decode(Use<T> use) throws IOException {
        requireMemory(Runtime.getRuntime().maxMemory());
        return DecodingMemory.with(bytes(1), () -> use.of(decoded(1)));
    }

    /**
     * As {@link #decode}, for a picture that will be shrunk: where the whole one takes more memory than there is, only every
     * k-th row and column is read, at least twice as many as are wanted.
     *
     * @param wanted size of the upright picture
     * @param heap bytes that this Java may use
     */
    <T> T decodeFor(Size wanted, long heap, Use<T> use) throws IOException {
        int step = step(wanted, heap);
        if (step == 1) {
            requireMemory(heap);
        }
        return DecodingMemory.with(bytes(step), () -> use.of(decoded(step)));
    }

    private int step(Size wanted, long heap) throws IOException {
        if (fits(1, heap) || !reader.getFormatName().toLowerCase(Locale.ROOT).matches(BY_ROWS)) {
            return 1;
        }
        Size lying = metadata.orientation().of(wanted);
        int most = Math.min(stored.width() / (2 * lying.width()), stored.height() / (2 * lying.height()));
        return IntStream.rangeClosed(2, most)
                .filter(step -> bytes(step) <= heap / 2)
                .findFirst()
                .orElse(1);
    }

    private BufferedImage decoded(int step) throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(step, step, 0, 0);
        BufferedImage image = reader.read(0, param);
        Size expected = new Size(/* width= */ ceil(stored.width(), step), /* height= */ ceil(stored.height(), step));
        if (image.getWidth() != expected.width() || image.getHeight() != expected.height()) {
            throw new IOException(
                    "decodes to %dx%d, its header says %s".formatted(image.getWidth(), image.getHeight(), expected));
        }
        // JPEG decoders fill what is missing with gray and only warn. A colour profile that they ignore costs no pixel.
        for (String warning : warnings) {
            if (warning.toLowerCase(Locale.ROOT).matches("(?!.*icc.profile).*(premature|truncated|corrupt).*")) {
                throw new IOException(warning);
            }
        }
        return metadata.orientation().of(image);
    }

    private static int ceil(int pixels, int step) {
        return (pixels + step - 1) / step;
    }

    /** @param heap bytes that this Java may use */
    void requireMemory(long heap) {
        if (!fits(1, heap)) {
            throw new BadInputException("%s: %s pixels take about %,d MB of memory, and Java may use %,d MB here; %s"
                    .formatted(file, stored, bytes(1) >> 20, heap >> 20, MORE_MEMORY));
        }
    }

    private boolean fits(int step, long heap) {
        return pixels(step) <= SMALL || bytes(step) <= heap;
    }

    private long pixels(int step) {
        return (long) ceil(stored.width(), step) * ceil(stored.height(), step);
    }

    /** Memory for every step-th row and column. */
    private long bytes(int step) {
        return pixels(step) * bytesAPixel;
    }

    private static int bytesAPixel(ImageReader reader) throws IOException {
        if (isWebp(reader)) {
            return BYTES_A_PIXEL_OF_WEBP;
        }
        ImageTypeSpecifier raw = reader.getRawImageType(0);
        return raw != null && raw.getColorModel().hasAlpha() ? BYTES_A_PIXEL_WITH_ALPHA : BYTES_A_PIXEL;
    }

    private static boolean isWebp(ImageReader reader) throws IOException {
        return reader.getFormatName().equalsIgnoreCase("webp");
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

    private static Size checkedSize(PictureSource file, int width, int height) throws IOException {
        if (width < 1 || height < 1) {
            throw new IOException("its header says %dx%d pixels".formatted(width, height));
        }
        if (width > Size.MAX_SIDE || height > Size.MAX_SIDE || (long) width * height > PictureFiles.MAX_PIXELS) {
            throw new BadInputException("%s: %dx%d pixels; at most %d pixels and %d a side are read: cut or shrink it"
                    .formatted(file, width, height, PictureFiles.MAX_PIXELS, Size.MAX_SIDE));
        }
        return new Size(width, height);
    }

    private static String oneLine(Exception e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    /** What is done with the pixels. */
    interface Use<T> {
        T of(BufferedImage image) throws IOException;
    }

    /** What is done with an open file. */
    interface Action<T> {
        T apply(PictureReader opened) throws IOException;
    }
}
