package io.diabolo.fuzz;

import io.diabolo.error.DiaboloException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What every target asks of a reader: a file is read, or refused in one line by the library's own exception. */
final class Reading {

    /** Where the file lies that is read; a folder for each process. */
    private static final Path WORK = Path.of(System.getProperty("diabolo.fuzz.work", "target/fuzz/work"));

    private Reading() {}

    /** The bytes as a file of that name; the one before is replaced. */
    static Path file(String name, byte[] content) {
        try {
            Path file = WORK.resolve(name);
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws AssertionError if the reader refuses otherwise than in one line */
    static void isDoneOrRefused(Runnable reading) {
        try {
            reading.run();
        } catch (DiaboloException e) {
            String message = String.valueOf(e.getMessage());
            if (message.isBlank() || message.contains("\n") || message.length() > DiaboloException.MAX_MESSAGE) {
                throw new AssertionError("refused, but not in one line that can be read: " + message, e);
            }
        }
    }
}
