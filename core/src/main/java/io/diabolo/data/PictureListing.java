package io.diabolo.data;

import io.diabolo.error.BadInputException;
import io.diabolo.image.PictureFiles;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the pictures below a folder, in natural order of their paths; hidden files and folders are left out. */
public final class PictureListing extends SimpleFileVisitor<Path> {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_FILES = 10_000_000;
    private static final Map<String, Integer> PARTS = Map.of("train", 0, "val", 1, "validation", 1, "test", 2);

    private final Path root;
    private final List<Path> files = new ArrayList<>();
    private final List<Path> others = new ArrayList<>();

    private PictureListing(Path root) {
        this.root = root;
    }

    /**
     * The paths of all pictures below a folder, relative to it, at least one.
     *
     * @throws BadInputException if it is no folder, cannot be read or holds no picture
     */
    public static List<Path> files(Path folder) {
        return files(folder, others -> {});
    }

    /**
     * The same, and the files that are none of them by their names.
     *
     * @param others learns the relative paths of the hidden files and of those that are not named as pictures, in natural order;
     *     hidden folders are not looked into
     */
    public static List<Path> files(Path folder, Consumer<List<Path>> others) {
        if (!Files.isDirectory(folder)) {
            throw new BadInputException("%s is not a folder; give one with pictures".formatted(folder));
        }
        PictureListing listing = new PictureListing(folder);
        List<PictureItem> items;
        try {
            items = listing.items();
        } catch (IOException e) {
            throw new BadInputException("%s cannot be read: %s".formatted(folder, e), e);
        }
        if (items.isEmpty()) {
            throw new BadInputException("%s holds no picture; give a folder with some".formatted(folder));
        }
        others.accept(listing.others.stream()
                .map(folder::relativize)
                .sorted(Comparator.comparing(Path::toString, NaturalOrder.INSTANCE))
                .toList());
        return items.stream().map(item -> folder.relativize(item.file())).toList();
    }

    static List<PictureItem> of(Path root) throws IOException {
        return new PictureListing(root).items();
    }

    private List<PictureItem> items() throws IOException {
        Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, this);
        List<String> names = files.stream()
                .map(file -> root.relativize(file).toString().replace('\\', '/'))
                .toList();
        Set<String> top = names.stream()
                .map(name -> name.substring(0, Math.max(0, name.indexOf('/'))))
                .collect(Collectors.toSet());
        boolean ownParts =
                top.contains("train") && top.contains("test") && PARTS.keySet().containsAll(top);
        List<PictureItem> items = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            items.add(item(files.get(i), names.get(i), ownParts));
        }
        items.sort(Comparator.comparingInt(PictureItem::part).thenComparing(PictureItem::name, NaturalOrder.INSTANCE));
        return items;
    }

    private static PictureItem item(Path file, String name, boolean ownParts) {
        String below = ownParts ? name.substring(name.indexOf('/') + 1) : name;
        int part = ownParts ? PARTS.getOrDefault(name.substring(0, name.indexOf('/')), 0) : 0;
        int slash = below.indexOf('/');
        return new PictureItem(file, name, slash < 0 ? null : below.substring(0, slash), part);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile() && !isHidden(file) && PictureFiles.isPicture(file)) {
            files.add(file);
            if (files.size() > MAX_FILES) {
                throw new BadInputException("%s holds more than %d pictures".formatted(root, MAX_FILES));
            }
        } else if (attributes.isRegularFile() && others.size() < MAX_FILES) {
            others.add(file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, @Nullable IOException reason) throws IOException {
        // A link to a folder above it has been walked already, and a link to nothing is no picture.
        if (reason instanceof FileSystemLoopException || Files.isSymbolicLink(file)) {
            return FileVisitResult.CONTINUE;
        }
        throw new BadInputException("%s cannot be read: %s".formatted(file, reason));
    }

    private boolean isHidden(Path path) {
        return !path.equals(root) && path.getFileName().toString().startsWith(".");
    }
}
