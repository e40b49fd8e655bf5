package io.diabolo.spark;

import io.diabolo.error.BadInputException;
import io.diabolo.error.OutputException;
import io.diabolo.file.FolderTree;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a model's or a detector's folder, as they travel to executors that cannot see the folder. Names are relative, with
 * {@code /}.
 */
final class FolderFiles implements Serializable {

    private static final long serialVersionUID = 1;

    /** Beyond that a model is copied to the executors by other means. */
    private static final long MOST_BYTES = 1L << 30;

    private static final int DEPTH = 4;

    private final TreeMap<String, byte[]> files;
    private final String hash;

    /** What the folder looked like before it was read: names, lengths, times. Nothing where it did not come from one. */
    private final String looks;

    /** Where they came from, on the machine that read them. */
    private final transient @Nullable Path origin;

    private FolderFiles(Map<String, byte[]> files, String looks, @Nullable Path origin) {
        this.files = new TreeMap<>(files);
        this.looks = looks;
        this.origin = origin;
        hash = hash(this.files);
    }

    /** @param files by their relative names */
    static FolderFiles of(Map<String, byte[]> files) {
        return new FolderFiles(files, "", null);
    }

    /** @param save writes the files into a folder */
    static FolderFiles of(Consumer<Path> save) {
        return inFolder(folder -> {
            save.accept(folder);
            return of(read(folder).files);
        });
    }

    /** @throws BadInputException where there is no such folder, or it is too large to be sent */
    static FolderFiles read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new BadInputException("%s: no such folder".formatted(folder));
        }
        String looks = looks(folder);
        Map<String, byte[]> files = new HashMap<>();
        long bytes = 0;
        try {
            for (Path file : regular(folder)) {
                bytes += Files.size(file);
                if (bytes > MOST_BYTES) {
                    throw new BadInputException("%s holds more than %,d MB, which are not sent to executors"
                            .formatted(folder, MOST_BYTES >> 20));
                }
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        return new FolderFiles(files, looks, folder);
    }

    /**
     * As {@link #read}, unless it would find what was found before.
     *
     * @param before what was read last, of whichever folder; null for nothing
     */
    static FolderFiles of(Path folder, @Nullable FolderFiles before) {
        return before != null && before.isStill(folder) ? before : read(folder);
    }

    private boolean isStill(Path folder) {
        return Files.isDirectory(folder) && looks.equals(looks(folder));
    }

    private static String looks(Path folder) {
        StringBuilder looks = new StringBuilder(folder.toAbsolutePath().toString());
        try {
            for (Path file : regular(folder)) {
                looks.append("\n%s %d %s".formatted(file, Files.size(file), Files.getLastModifiedTime(file)));
            }
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        return looks.toString();
    }

    private static List<Path> regular(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder, DEPTH)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static BadInputException unreadable(Path folder, IOException e) {
        return new BadInputException("%s cannot be read: %s".formatted(folder, e.getMessage()), e);
    }

    /** Does something with the folder, if it is still there, or with one that holds the same and is gone afterwards. */
    <T> T unpacked(Function<Path, T> work) {
        Path here = origin;
        return here != null && isStill(here)
                ? work.apply(here) // What is wrong with it is said of the folder that the user knows.
                : inFolder(folder -> {
                    write(folder);
                    return work.apply(folder);
                });
    }

    /** Does something with an empty folder, which is gone afterwards. */
    static <T> T inFolder(Function<Path, T> work) {
        try {
            Path folder = Files.createTempDirectory("diabolo-model");
            try {
                return work.apply(folder);
            } finally {
                FolderTree.delete(folder);
            }
        } catch (IOException e) {
            throw new OutputException("a temporary folder cannot be used on this machine: " + e.getMessage(), e);
        }
    }

    private static String hash(Map<String, byte[]> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, content) -> {
                digest.update("%s\0%d\0".formatted(name, content.length).getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** SHA-256 of all names and contents, in hex. */
    String hash() {
        return hash;
    }

    Map<String, byte[]> files() {
        return files;
    }

    /** Writes them into an empty folder. */
    void write(Path folder) {
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path target = folder.resolve(file.getKey()).normalize();
                if (!target.startsWith(folder)) {
                    throw new BadInputException("'%s' leads out of the model's folder".formatted(file.getKey()));
                }
                Files.createDirectories(target.getParent() == null ? folder : target.getParent());
                Files.write(target, file.getValue());
            }
        } catch (IOException e) {
            throw new OutputException("%s cannot be written: %s".formatted(folder, e.getMessage()), e);
        }
    }
}
