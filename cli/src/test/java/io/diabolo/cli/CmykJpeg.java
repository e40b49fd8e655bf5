package io.diabolo.cli;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** A JPEG as printers want them: four inks, and the marker of Adobe that says so. */
final class CmykJpeg {

    private static final byte[] ADOBE = {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };

    private CmykJpeg() {}

    static byte[] bytes() throws IOException {
        WritableRaster inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
        List<ImageWriter> writers = new ArrayList<>();
        ImageIO.getImageWritersByFormatName("jpeg").forEachRemaining(writers::add);
        ImageWriter writer = writers.stream()
                .filter(w -> w.getClass().getName().startsWith("com.sun."))
                .findFirst()
                .orElseThrow();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(inks, null, null), null);
        } finally {
            writer.dispose();
        }
        byte[] plain = bytes.toByteArray();
        byte[] marked = new byte[plain.length + ADOBE.length];
        System.arraycopy(plain, 0, marked, 0, 2);
        System.arraycopy(ADOBE, 0, marked, 2, ADOBE.length);
        System.arraycopy(plain, 2, marked, 2 + ADOBE.length, plain.length - 2);
        return marked;
    }
}
