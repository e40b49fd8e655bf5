package io.diabolo.study;

import io.diabolo.error.OutputException;
import io.diabolo.image.Picture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures through JPEG or PNG in memory: real bytes, and what comes back. */
final class PictureCodec {

    private PictureCodec() {}

    /** @param quality 0 to 100 */
    static Coded jpeg(Picture picture, int quality) {
        return code(picture, "jpeg", quality);
    }

    static Coded png(Picture picture) {
        return code(picture, "png", -1);
    }

    private static Coded code(Picture picture, String format, int quality) {
        try {
            byte[] bytes = encode(picture, format, quality);
            Picture decoded = Picture.of(ImageIO.read(new ByteArrayInputStream(bytes)));
            return new Coded(bytes.length, decoded.withChannels(picture.channels()));
        } catch (IOException e) {
            throw new OutputException("a picture cannot be coded as %s: %s".formatted(format, e.getMessage()), e);
        }
    }

    private static byte[] encode(Picture picture, String format, int quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (quality >= 0) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(quality / 100f);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture.toBufferedImage(), null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Pictures of one shape side by side without gaps, in about as many rows as columns; what is left over is black. */
    static Picture sheet(List<Picture> pictures) {
        Picture first = pictures.get(0);
        int columns = (int) Math.ceil(Math.sqrt(pictures.size()));
        int rows = (pictures.size() + columns - 1) / columns;
        int width = columns * first.width();
        int height = rows * first.height();
        byte[] pixels = new byte[first.channels() * height * width];
        for (int i = 0; i < pictures.size(); i++) {
            for (int line = 0; line < first.channels() * first.height(); line++) {
                int y = line / first.height() * height + i / columns * first.height() + line % first.height();
                System.arraycopy(
                        pictures.get(i).pixels(),
                        line * first.width(),
                        pixels,
                        y * width + i % columns * first.width(),
                        first.width());
            }
        }
        return new Picture(first.channels(), height, width, pixels);
    }

    /** The bytes of a file, and the picture that it holds. */
    record Coded(int bytes, Picture picture) {}
}
