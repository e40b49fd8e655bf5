package io.diabolo.image;

import io.diabolo.error.BadInputException;
import io.diabolo.file.AtomicFiles;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/**
 * Pictures one after the other as an animated GIF that begins anew at its end; small pictures are enlarged by a whole factor.
 * A GIF has 256 colours a picture.
 *
 * @source GIF89a specification; the Netscape application extension for the loop
 */
public final class AnimatedGif {

    private static final int SMALLEST_SIDE = 160;
    private static final String FORMAT = "javax_imageio_gif_image_1.0";

    private AnimatedGif() {}

    /**
     * Writes one, whole or not at all.
     *
     * @param pictures at least one, all of one size
     * @param centiseconds that each is shown, 1 to 65,535; browsers show less than 2 as 10
     * @throws io.diabolo.error.OutputException if it cannot be written
     */
    public static void write(Path file, List<Picture> pictures, int centiseconds) {
        if (pictures.isEmpty() || centiseconds < 1 || centiseconds > 0xffff) {
            throw new BadInputException(
                    "an animation needs at least one picture and 1 to 65,535 hundredths of a second, was given %d and %d"
                            .formatted(pictures.size(), centiseconds));
        }
        AtomicFiles.write(file, out -> {
            ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
            try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
                writer.setOutput(stream);
                writer.prepareWriteSequence(null);
                for (Picture picture : pictures) {
                    BufferedImage frame = enlarged(picture);
                    IIOMetadata metadata = writer.getDefaultImageMetadata(
                            ImageTypeSpecifier.createFromRenderedImage(frame), writer.getDefaultWriteParam());
                    animate(metadata, centiseconds);
                    writer.writeToSequence(new IIOImage(frame, null, metadata), null);
                }
                writer.endWriteSequence();
            } finally {
                writer.dispose();
            }
        });
    }

    private static BufferedImage enlarged(Picture picture) {
        BufferedImage image = picture.toRgb().toBufferedImage();
        int side = Math.max(picture.width(), picture.height());
        int factor = Math.max(1, (SMALLEST_SIDE + side - 1) / side);
        BufferedImage frame =
                new BufferedImage(factor * picture.width(), factor * picture.height(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = frame.createGraphics();
        try {
            graphics.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
            graphics.drawImage(image, 0, 0, frame.getWidth(), frame.getHeight(), null);
        } finally {
            graphics.dispose();
        }
        return frame;
    }

    private static void animate(IIOMetadata metadata, int centiseconds) throws IOException {
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
        IIOMetadataNode control = child(root, "GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("delayTime", Integer.toString(centiseconds));
        control.setAttribute("transparentColorIndex", "0");
        IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
        loop.setAttribute("applicationID", "NETSCAPE");
        loop.setAttribute("authenticationCode", "2.0");
        loop.setUserObject(new byte[] {1, 0, 0}); // for ever
        child(root, "ApplicationExtensions").appendChild(loop);
        try {
            metadata.setFromTree(FORMAT, root);
        } catch (IIOInvalidTreeException e) {
            throw new IOException("the JDK's GIF writer refuses an animation", e);
        }
    }

    private static IIOMetadataNode child(IIOMetadataNode root, String name) {
        for (int i = 0; i < root.getLength(); i++) {
            if (root.item(i) instanceof IIOMetadataNode node
                    && node.getNodeName().equals(name)) {
                return node;
            }
        }
        IIOMetadataNode node = new IIOMetadataNode(name);
        root.appendChild(node);
        return node;
    }
}
