package io.diabolo.jobs;

import io.diabolo.error.BadInputException;
import io.diabolo.image.BlockGrid;
import io.diabolo.image.ChromaGrid;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.image.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A decoded picture in memory, 8 bits a channel. Immutable by agreement: nobody changes its pixels. */
public final class HeldPicture {

    private final BufferedImage image;
    private final BlockGrid grid;
    private final ChromaGrid chroma;

    private HeldPicture(BufferedImage image, BlockGrid grid, ChromaGrid chroma) {
        this.image = image;
        this.grid = grid;
        this.chroma = chroma;
    }

    /**
     * Reads a picture; its header is looked at first.
     *
     * @param mostPixels how many are decoded
     * @param notes learns, in a line each, what is lost
     * @throws BadInputException if it has more pixels; nothing is decoded then
     * @throws io.diabolo.error.CorruptFileException if it does not decode
     */
    public static HeldPicture read(Path file, long mostPixels, Consumer<String> notes) {
        Size size = PictureFiles.size(file);
        if ((long) size.width() * size.height() > mostPixels) {
            throw new BadInputException(
                    "%s has %s pixels, at most %,d are taken here: shrink it, or use the command line"
                            .formatted(file, size, mostPixels));
        }
        return new HeldPicture(
                PictureFiles.readEightBits(file, notes), PictureFiles.blockGrid(file), PictureFiles.chromaGrid(file));
    }

    static HeldPicture of(BufferedImage image) {
        return new HeldPicture(image, new BlockGrid(0, 0), ChromaGrid.FULL);
    }

    public int width() {
        return image.getWidth();
    }

    public int height() {
        return image.getHeight();
    }

    BufferedImage image() {
        return image;
    }

    /** Where JPEG's blocks lie, if it was one. */
    BlockGrid grid() {
        return grid;
    }

    /** How coarse the chroma is in its file. */
    ChromaGrid chroma() {
        return chroma;
    }

    Picture picture() {
        return Picture.of(image);
    }

    /** As a PNG file. */
    public byte[] png() {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException("a PNG could not be written to memory", e);
        }
        return png.toByteArray();
    }
}
