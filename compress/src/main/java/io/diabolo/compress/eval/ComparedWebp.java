package io.diabolo.compress.eval;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.OutputException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

/** Lossy WebP by libwebp with its usual options, a native library. */
public final class ComparedWebp implements ComparedCodec {

    private static final int BEST = 100;

    private ComparedWebp() {}

    /**
     * WebP, where its native library can be loaded.
     *
     * @param notes learns why it cannot
     */
    public static Optional<ComparedCodec> load(Consumer<String> notes) {
        ComparedWebp coder = new ComparedWebp();
        try {
            coder.encode(new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR), BEST);
            return Optional.of(coder);
        } catch (LinkageError | RuntimeException e) {
            // Its loader throws either.
            notes.accept("WebP is left out: libwebp cannot be loaded on this machine (%s)".formatted(e));
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return "WebP";
    }

    /** libwebp's qualities 5, 10 ... 95. */
    @Override
    public List<Double> settings() {
        return IntStream.rangeClosed(1, 19).mapToObj(i -> 5.0 * i).toList();
    }

    @Override
    public Scale scale() {
        return new Scale(0, BEST, BEST);
    }

    /** @param setting libwebp's quality, 0 to 100 */
    @Override
    public byte[] encode(BufferedImage picture, double setting) {
        ImageWriter writer = new WebPImageWriterSpi().createWriterInstance(null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType("Lossy");
            param.setCompressionQuality((float) setting / BEST);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), param);
        } catch (IOException e) {
            throw new OutputException("a picture cannot be coded as WebP: " + e.getMessage(), e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    @Override
    public BufferedImage decode(byte[] file) {
        ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            return reader.read(0);
        } catch (IOException e) {
            throw new CorruptFileException("a WebP file cannot be decoded: " + e.getMessage(), e);
        } finally {
            reader.dispose();
        }
    }
}
