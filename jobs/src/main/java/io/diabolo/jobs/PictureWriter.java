package io.diabolo.jobs;

import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.error.OutputException;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.task.PictureAutoencoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes pictures into a folder as PNG under the names of what they came from; never outside of it. */
final class PictureWriter {

    static final String SHEET = "sheet.png";

    private final Path folder;
    private final Set<Path> taken = new HashSet<>();
    /** By the name that was wanted: the last number that was tried, so that thousands of one name are not tried one by one. */
    private final Map<String, Integer> numbers = new HashMap<>();

    private PictureWriter(Path folder) {
        this.folder = folder;
        taken.add(folder.resolve(SHEET));
    }

    /** @throws BadInputException if a model's samples are no pictures */
    static PictureWriter of(Path folder, PictureAutoencoder model) {
        SampleShape shape = model.model().preprocessing().shape();
        if (!shape.isPicture()) {
            throw new BadInputException(
                    "this model's samples %s are no pictures and cannot be written as such: encode gives their codes"
                            .formatted(shape));
        }
        return new PictureWriter(folder);
    }

    /**
     * Writes {@code a/b.jpg} as {@code a/b.png}; a name that is taken gets a number.
     *
     * @param source the file that must not be written over; null where there is none
     */
    void write(String name, @Nullable Path source, Picture picture) {
        Path file = free(name);
        if (source != null && same(file, source)) {
            throw new BadInputException("%s would be written over: choose another --out".formatted(source));
        }
        PictureFiles.write(file, picture);
    }

    void sheet(Picture sheet) {
        PictureFiles.write(folder.resolve(SHEET), sheet);
    }

    private Path free(String name) {
        String stem = name.replaceFirst("\\.[A-Za-z]{3,4}$", "").replace('#', '-');
        Path file = inside(stem + ".png", name);
        while (!taken.add(file)) {
            file = inside(stem + "-" + numbers.merge(stem, 2, (last, first) -> last + 1) + ".png", name);
        }
        return file;
    }

    private Path inside(String relative, String name) {
        try {
            Path file = folder.resolve(relative).normalize();
            if (file.startsWith(folder.normalize()) && !Path.of(relative).isAbsolute()) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw new BadInputException("'%s' is no name of a file: %s".formatted(name, e.getReason()), e);
        }
        throw new BadInputException("'%s' would be written outside of %s".formatted(name, folder));
    }

    private static boolean same(Path file, Path source) {
        try {
            return Files.exists(file) && Files.exists(source) && Files.isSameFile(file, source);
        } catch (IOException e) {
            throw new OutputException("%s cannot be written: %s".formatted(file, e), e);
        }
    }
}
