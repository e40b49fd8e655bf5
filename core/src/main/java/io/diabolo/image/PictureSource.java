package io.diabolo.image;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.tiff.TiffHandler;
import com.drew.imaging.tiff.TiffReader;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.RandomAccessFileReader;
import io.diabolo.error.BadInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageInputStream;

/** The bytes of a picture's file, which are read several times. Its text is the name that messages have. */
sealed interface PictureSource {

    /** As the decoders of pixels take it. */
    ImageInputStream pixels() throws IOException;

    /** As the readers of metadata take it. */
    InputStream stream() throws IOException;

    /** All of it; not to be changed. */
    byte[] bytes() throws IOException;

    /** Goes through the tags of a TIFF file, which may be anywhere in it. */
    void readTags(TiffHandler handler) throws IOException, ImageProcessingException;

    /** Of a file. */
    record InFile(Path path) implements PictureSource {

        @Override
        public ImageInputStream pixels() throws IOException {
            if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
                throw new BadInputException("%s: no such file, or no permission to read it".formatted(path));
            }
            ImageInputStream in = ImageIO.createImageInputStream(path.toFile());
            if (in == null) {
                throw new NoSuchFileException(path.toString());
            }
            return in;
        }

        @Override
        public InputStream stream() throws IOException {
            return Files.newInputStream(path);
        }

        @Override
        public byte[] bytes() throws IOException {
            return Files.readAllBytes(path);
        }

        @Override
        public void readTags(TiffHandler handler) throws IOException, ImageProcessingException {
            try (RandomAccessFile in = new RandomAccessFile(path.toFile(), "r")) {
                new TiffReader().processTiff(new RandomAccessFileReader(in), handler, 0);
            }
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** Of a file whose bytes are in memory. */
    final class InMemory implements PictureSource {

        private final String name;
        private final byte[] content;

        InMemory(String name, byte... content) {
            this.name = name;
            this.content = content;
        }

        @Override
        public ImageInputStream pixels() {
            return new InMemoryInput(content);
        }

        @Override
        public InputStream stream() {
            return new ByteArrayInputStream(content);
        }

        @Override
        public byte[] bytes() {
            return content;
        }

        @Override
        public void readTags(TiffHandler handler) throws IOException, ImageProcessingException {
            new TiffReader().processTiff(new ByteArrayReader(content), handler, 0);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
