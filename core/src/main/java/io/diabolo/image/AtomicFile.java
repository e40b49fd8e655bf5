package io.diabolo.image;

import io.diabolo.error.OutputException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file whole or not at all: beside its place first, then renamed. */
public final class AtomicFile {

    private AtomicFile() {}

    /** What fills the file. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Replaces the file, and creates its folder where there is none.
     *
     * @throws OutputException if it cannot be written; then nothing is left behind
     */
    public static void write(Path file, Body body) {
        Path place = file.toAbsolutePath().normalize();
        Path beside = place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.createDirectories(place.resolveSibling("."));
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW))) {
                body.writeTo(out);
            }
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new OutputException("cannot write %s: %s".formatted(file, reason(e)), e);
        } finally {
            beside.toFile().delete();
        }
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException
                ? "no permission, choose another folder"
                : e.getMessage() + " (" + e.getClass().getSimpleName() + ")";
    }
}
