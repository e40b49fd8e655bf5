package io.diabolo.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are there whole or not at all: written beside, then renamed. */
final class AtomicFile {

    private AtomicFile() {}

    /** Makes the folders above, replaces a file of that name, and leaves nothing else behind. */
    static void write(Path file, byte[] content) throws IOException {
        Path target = file.toAbsolutePath();
        if (Files.isDirectory(target)) {
            throw new IOException("cannot write %s: a folder has that name; choose another".formatted(file));
        }
        Path folder = target.getParent();
        if (folder == null) {
            throw new IOException("cannot write %s: it is no file name".formatted(file));
        }
        Files.createDirectories(folder);
        // Not Files.createTempFile: its files are private to the owner, and the report should not be.
        Path beside = target.resolveSibling("." + target.getFileName() + ".part");
        try {
            Files.write(beside, content);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(beside);
            throw e;
        }
    }
}
