package io.diabolo.bench;

import io.diabolo.file.FolderTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Folders that the benchmark made. */
final class Folders {

    private Folders() {}

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) {
        try {
            FolderTree.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}
