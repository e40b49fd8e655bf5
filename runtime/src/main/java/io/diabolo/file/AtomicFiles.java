package io.diabolo.file;

import io.diabolo.error.OutputException;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * Writes a file whole or not at all: into a temporary file of the same folder, forced to the disk, then renamed onto the
 * target. A reader, or a process killed at any moment, sees the old file or the new one; never a part. The temporary file that a
 * killed process leaves is removed by the next one that writes into its folder.
 */
public final class AtomicFiles {

    private AtomicFiles() {}

    /**
     * Writes {@code target}, replacing a file of that name; missing parent folders are created.
     *
     * @param body writes the content to a buffered stream, and need not close it
     * @throws OutputException where the file cannot be written; whatever {@code body} throws leaves the old file too
     */
    public static void write(Path target, ThrowingConsumer<OutputStream> body) {
        if (Files.isDirectory(target)) {
            throw new OutputException(target + " is a folder and cannot be replaced by a file; choose another name");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            // To rename onto /dev/null would take it from every program of the machine.
            throw new OutputException(
                    target + " is a device or a pipe, and a file is written whole; choose another name");
        }
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            throw new OutputException(target + " is not the name of a file; choose another name");
        }
        // Not Files.createTempFile: its files are private to the user (mode 600), and would stay so once renamed.
        Path beside = TemporaryFiles.name(folder);
        try {
            Files.createDirectories(folder);
            TemporaryFiles.removeAbandoned(folder);
            try {
                writeThrough(beside, body);
                Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

    /** Writes {@code text} as UTF-8, as {@link #write}. */
    public static void writeString(Path target, String text) {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The failure to write {@code target} in one line that says what to do; for writers that append, too. */
    public static OutputException failure(Path target, IOException cause) {
        return new OutputException("cannot write %s: %s".formatted(target, reason(cause)), cause);
    }

    private static void writeThrough(Path file, ThrowingConsumer<OutputStream> body) throws IOException {
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 1 << 16)) {
            body.accept(out);
        }
        // A FileChannel would close when the thread is interrupted, and a stopped training must still save.
        try (FileOutputStream reopened = new FileOutputStream(file.toFile(), true)) {
            reopened.getFD().sync();
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied; choose another folder or change its permissions";
        }
        if (e instanceof FileAlreadyExistsException taken) {
            return taken.getFile() + " is a file where a folder is needed; choose another folder";
        }
        String text = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        String what = text == null ? e.getClass().getSimpleName() : text;
        String lower = what.toLowerCase(Locale.ROOT);
        if (lower.contains("no space") || lower.contains("not enough space") || lower.contains("quota")) {
            return what + "; free some space or choose another disk";
        }
        return what + "; choose another folder";
    }

    /** A consumer that may fail to write. */
    @FunctionalInterface
    public interface ThrowingConsumer<T> {
        void accept(T value) throws IOException;
    }
}
