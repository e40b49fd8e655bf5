package io.diabolo.image;

import io.diabolo.error.CorruptFileException;
import io.diabolo.error.OutputException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.plugins.jpeg.JPEGQTable;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.NodeList;

/**
 * JPEG as {@code cjpeg -quality Q} of libjpeg writes it: baseline, 4:2:0, standard Huffman tables. ImageIO's encoder is
 * libjpeg, but it scales the quantisation tables in floating point, which differs by one here and there: the tables are set.
 *
 * @source ITU-T T.81 annex K.1 for the tables; libjpeg 6b, jcparam.c, jpeg_quality_scaling and jpeg_add_quant_table
 */
public final class JpegFile {

    private static final int TABLE = 64;

    private JpegFile() {}

    /**
     * Codes a picture.
     *
     * @param picture RGB or gray, 8 bits a channel, without alpha
     * @param quality that of libjpeg, 1 to 100
     * @return the whole file
     */
    public static byte[] of(BufferedImage picture, int quality) {
        ImageWriter writer = ofTheJdk(ImageIO.getImageWritersByFormatName("jpeg"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // ImageIO's own choice of a stream would be a file on the disk.
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            IIOMetadata metadata =
                    writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(picture), param);
            setTables(metadata, quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, metadata), param);
        } catch (IOException e) {
            throw new OutputException("a picture cannot be coded as JPEG: " + e.getMessage(), e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /**
     * Decodes a file with the JDK's own reader.
     *
     * @throws CorruptFileException if it is damaged
     */
    public static BufferedImage decode(byte[] file) {
        ImageReader reader = ofTheJdk(ImageIO.getImageReadersByFormatName("jpeg"));
        try (ImageInputStream in = new InMemoryInput(file)) {
            reader.setInput(in, true, true);
            return reader.read(0);
        } catch (IOException e) {
            throw new CorruptFileException("a JPEG file cannot be decoded: " + e.getMessage(), e);
        } finally {
            reader.dispose();
        }
    }

    /** Other plug-ins wrap the JDK's, which would be timed too. */
    static <T> T ofTheJdk(Iterator<T> plugins) {
        List<T> all = new ArrayList<>();
        plugins.forEachRemaining(all::add);
        return all.stream()
                .filter(plugin ->
                        "java.desktop".equals(plugin.getClass().getModule().getName()))
                .findFirst()
                .orElse(all.get(0));
    }

    private static void setTables(IIOMetadata metadata, int quality) throws IIOInvalidTreeException {
        String format = metadata.getNativeMetadataFormatName();
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
        NodeList tables = root.getElementsByTagName("dqtable");
        for (int i = 0; i < tables.getLength(); i++) {
            IIOMetadataNode node = (IIOMetadataNode) tables.item(i);
            boolean luminance = node.getAttribute("qtableId").equals("0");
            JPEGQTable standard = luminance ? JPEGQTable.K1Luminance : JPEGQTable.K2Chrominance;
            node.setUserObject(new JPEGQTable(scaled(standard.getTable(), quality)));
        }
        metadata.setFromTree(format, root);
    }

    /** libjpeg's integers: its quality 50 is the table of the standard. */
    private static int[] scaled(int[] standard, int quality) {
        int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        int[] table = new int[TABLE];
        for (int i = 0; i < TABLE; i++) {
            table[i] = Math.max(1, Math.min(255, (standard[i] * percent + 50) / 100));
        }
        return table;
    }
}
