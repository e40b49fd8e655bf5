package io.diabolo.codec.archive;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of an archive, wherever they are. */
interface ArchiveBytes extends AutoCloseable {

    long length();

    /** So many bytes from there on, all of which are in front of the end. */
    byte[] read(long at, int count);

    @Override
    default void close() {}

    /** @throws BadInputException if there is no such file; as all messages of this package, it does not name the file */
    static ArchiveBytes of(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new BadInputException("No such file, or no permission to read it.");
        }
        try {
            return of(new RandomAccessFile(file.toFile(), "r"));
        } catch (IOException e) {
            throw new BadInputException("It cannot be read: %s".formatted(e.getMessage()), e);
        }
    }

    /** A file that is open; its length may grow. */
    static ArchiveBytes of(RandomAccessFile file) {
        return new ArchiveBytes() {
            @Override
            public long length() {
                try {
                    return file.length();
                } catch (IOException e) {
                    throw new CorruptFileException("The archive cannot be read: " + e.getMessage(), e);
                }
            }

            @Override
            public byte[] read(long at, int count) {
                byte[] bytes = new byte[count];
                try {
                    file.seek(at);
                    file.readFully(bytes);
                } catch (IOException e) {
                    throw new CorruptFileException("The archive cannot be read: " + e.getMessage(), e);
                }
                return bytes;
            }

            @Override
            public void close() {
                try {
                    file.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
