package io.diabolo.studio;

import io.diabolo.jobs.DataChoice;
import io.diabolo.jobs.LiveDetectors;
import io.diabolo.jobs.TrainedFolders;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a root holds, by names in it. Links are not followed, hidden folders not looked into.
 *
 * @param models folders with a model
 * @param detectors folders with a detector of what is abnormal
 * @param studies folders with a study that came to its end
 * @param unfinished folders with a training that can be continued
 * @param unfinishedStudies folders with a study that can be continued
 * @param data what a training could read
 * @param pictures picture files, up to 200
 * @param complete whether all of it was looked at; a large folder is not
 */
record Listing(
        List<String> models,
        List<String> detectors,
        List<String> studies,
        List<String> unfinished,
        List<String> unfinishedStudies,
        List<Data> data,
        List<String> pictures,
        boolean complete) {

    private static final int DEPTH = 6;
    private static final int MOST_FILES = 50_000;
    private static final int MOST_PICTURES = 200;
    private static final int MOST_DATA = 500;
    private static final int FEWEST_PICTURES = 2;
    private static final Set<String> SKIPPED = Set.of("target", "node_modules", "build");
    private static final Set<String> PICTURES =
            Set.of("png", "jpg", "jpeg", "bmp", "gif", "pgm", "ppm", "tif", "tiff", "webp");
    private static final Map<String, String> TABLES = Map.of(
            "csv", "table", "csv.gz", "table", "tsv", "table", "tsv.gz", "table", "npy", "array", "npz", "array");

    /**
     * A file or folder that holds samples.
     *
     * @param name in the root; {@code glyphs} for the embedded pictures
     * @param kind {@code pictures}, {@code table} or {@code array}
     * @param files how many pictures lie in the folder; 0 where they are packed in a file
     */
    record Data(String name, String kind, int files) {}

    static Listing of(Root root) {
        Walk walk = new Walk(root);
        try {
            Files.walkFileTree(root.folder(), EnumSet.noneOf(java.nio.file.FileVisitOption.class), DEPTH, walk);
        } catch (IOException e) {
            throw new RequestException(
                    RequestException.FAILED,
                    "the folder cannot be read: " + root.relative(String.valueOf(e.getMessage())));
        }
        return walk.listing();
    }

    static boolean isPicture(Path file) {
        return PICTURES.contains(ending(file));
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        int last = name.endsWith(".gz") ? name.length() - ".gz".length() : name.length();
        return name.substring(name.lastIndexOf('.', last - 1) + 1);
    }

    private static final class Walk extends SimpleFileVisitor<Path> implements FileVisitor<Path> {

        private final Root root;
        private final List<String> models = new ArrayList<>();
        private final List<String> detectors = new ArrayList<>();
        private final List<String> studies = new ArrayList<>();
        private final List<String> unfinished = new ArrayList<>();
        private final List<String> unfinishedStudies = new ArrayList<>();
        private final List<Data> data = new ArrayList<>();
        private final List<String> pictures = new ArrayList<>();
        private final Map<Path, Integer> picturesIn = new HashMap<>();
        private final Set<Path> packed = new HashSet<>();
        private int files;

        Walk(Root root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (folder.equals(root.folder())) {
                return FileVisitResult.CONTINUE;
            }
            String name = String.valueOf(folder.getFileName());
            if (name.startsWith(".") || SKIPPED.contains(name)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (LiveDetectors.isDetector(folder)) {
                detectors.add(root.name(folder));
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (TrainedFolders.isModel(folder)) {
                models.add(root.name(folder));
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (TrainedFolders.isStudy(folder)) {
                studies.add(root.name(folder));
                return FileVisitResult.CONTINUE; // Its models are below.
            }
            if (TrainedFolders.isUnfinishedStudy(folder)) {
                unfinishedStudies.add(root.name(folder));
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (isUnfinished(folder)) {
                unfinished.add(root.name(folder));
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        /** A damaged checkpoint is nothing that could be continued. */
        private static boolean isUnfinished(Path folder) {
            try {
                return TrainedFolders.isUnfinished(folder);
            } catch (RuntimeException e) {
                return false;
            }
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (++files > MOST_FILES) {
                return FileVisitResult.TERMINATE;
            }
            if (!attributes.isRegularFile()
                    || String.valueOf(file.getFileName()).startsWith(".")) {
                return FileVisitResult.CONTINUE;
            }
            if (isPicture(file)) {
                picturesIn.merge(file.getParent(), 1, Integer::sum);
                if (pictures.size() < MOST_PICTURES) {
                    pictures.add(root.name(file));
                }
            } else if (DataChoice.isPartOfFolder(file)) {
                packed.add(root.folder().equals(file.getParent()) ? file : file.getParent());
            } else if (TABLES.containsKey(ending(file)) && data.size() < MOST_DATA) {
                data.add(new Data(root.name(file), String.valueOf(TABLES.get(ending(file))), 0));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        Listing listing() {
            Map<Path, Integer> labelled = new HashMap<>();
            picturesIn.forEach((folder, count) -> {
                if (count >= FEWEST_PICTURES && !folder.equals(root.folder())) {
                    data.add(new Data(root.name(folder), "pictures", count));
                    labelled.merge(folder.getParent(), count, Integer::sum);
                }
            });
            labelled.forEach((parent, count) -> {
                boolean several = picturesIn.keySet().stream()
                                .filter(folder -> parent.equals(folder.getParent()))
                                .count()
                        > 1;
                if (several && !parent.equals(root.folder()) && !picturesIn.containsKey(parent)) {
                    data.add(new Data(root.name(parent), "pictures", count));
                }
            });
            packed.forEach(place -> data.add(new Data(root.name(place), "pictures", 0)));
            data.sort(Comparator.comparing(Data::name));
            List<Data> all = new ArrayList<>(List.of(new Data(Names.GLYPHS, "pictures", 0)));
            all.addAll(data.subList(0, Math.min(data.size(), MOST_DATA)));
            models.sort(Comparator.naturalOrder());
            detectors.sort(Comparator.naturalOrder());
            studies.sort(Comparator.naturalOrder());
            unfinished.sort(Comparator.naturalOrder());
            unfinishedStudies.sort(Comparator.naturalOrder());
            pictures.sort(Comparator.naturalOrder());
            return new Listing(
                    models, detectors, studies, unfinished, unfinishedStudies, all, pictures, files <= MOST_FILES);
        }
    }
}
