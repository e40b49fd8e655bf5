package io.diabolo.jobs;

import io.diabolo.error.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Files that become other files, each under its own name with another ending. Where the results go into a folder, that is
 * locked until this is closed.
 */
final class FilePairs implements AutoCloseable {

    private final List<Pair> pairs;
    private final @Nullable FolderLock lock;

    private FilePairs(List<Pair> pairs, @Nullable FolderLock lock) {
        this.pairs = pairs;
        this.lock = lock;
    }

    /**
     * Plans what becomes what, before anything is done. Results in a folder lie as their inputs do: below the one folder that
     * is the input, or else below the deepest folder that holds all inputs. Inputs that differ in their endings alone keep
     * them: {@code a.jpg} and {@code a.png} become {@code a.jpg.dbl} and {@code a.png.dbl}.
     *
     * @param inputs files, and folders of them
     * @param notes learns which names keep their ending
     * @throws BadInputException if an input does not exist, or a result exists and may not be replaced
     */
    static FilePairs plan(List<Path> inputs, Kind kind, FileOutput output, Consumer<String> notes) {
        Optional<Path> out = Optional.ofNullable(output.path()).map(Path::of);
        inputs.forEach(FilePairs::requireExisting);
        if (out.isPresent()
                && !Files.isDirectory(out.get())
                && kind.namesResult().test(out.get())) {
            if (inputs.size() > 1 || Files.isDirectory(inputs.get(0))) {
                throw new BadInputException(
                        "--out %s is one file, and the inputs may be several: name a folder".formatted(out.get()));
            }
            List<Pair> pairs = List.of(new Pair(inputs.get(0), out.get()));
            requireFree(pairs, output);
            return new FilePairs(pairs, null);
        }
        return plan(() -> sources(inputs, kind.below()), kind.ending(), output, notes);
    }

    /**
     * Plans the results of things that are no files of their own, such as the pictures of an archive: in a folder, each under
     * its path.
     *
     * @param paths relative, none leading out of the folder
     * @param output names a folder
     */
    static FilePairs into(FileOutput output, List<Path> paths, String ending, Consumer<String> notes) {
        Map<Path, Path> sources = new LinkedHashMap<>();
        paths.forEach(path -> sources.put(path, path));
        return plan(() -> sources, ending, output, notes);
    }

    private static FilePairs plan(
            Supplier<Map<Path, Path>> sources, String ending, FileOutput output, Consumer<String> notes) {
        Optional<Path> out = Optional.ofNullable(output.path()).map(Path::of);
        FolderLock lock = out.map(FolderLock::acquire).orElse(null);
        boolean planned = false;
        try {
            List<Pair> pairs = pairs(sources.get(), ending, out, notes);
            requireFree(pairs, output);
            planned = true;
            return new FilePairs(pairs, lock);
        } finally {
            if (!planned && lock != null) {
                lock.close();
            }
        }
    }

    /**
     * Refuses results that would replace what they are made of, whatever may be replaced.
     *
     * @throws BadInputException naming the first
     */
    void requireOtherFiles() {
        Set<Path> sources = pairs.stream().map(pair -> absolute(pair.from())).collect(Collectors.toSet());
        for (Pair pair : pairs) {
            if (sources.contains(absolute(pair.to()))) {
                throw new BadInputException(
                        "%s is an input and would be replaced: choose another --out".formatted(pair.to()));
            }
        }
    }

    List<Pair> pairs() {
        return pairs;
    }

    /** Where the results go. */
    List<Path> results() {
        return pairs.stream().map(Pair::to).toList();
    }

    /**
     * Does them in order. One that fails does not stop the others, unless no result can be written.
     *
     * @param control told of each file, and may stop before the next
     */
    FilesEnding each(JobControl control, Consumer<Pair> action) {
        return FileLoop.each(pairs, pair -> pair.from().toString(), control, action);
    }

    @Override
    public void close() {
        if (lock != null) {
            lock.close();
        }
    }

    private static void requireExisting(Path input) {
        if (!Files.exists(input)) {
            throw new BadInputException("%s: no such file or folder".formatted(input));
        }
    }

    /** Each file once, with its path below the folder that all have in common. */
    static Map<Path, Path> sources(List<Path> inputs, Function<Path, List<Path>> below) {
        inputs.forEach(FilePairs::requireExisting);
        Path common = inputs.size() == 1 && Files.isDirectory(inputs.get(0)) ? absolute(inputs.get(0)) : common(inputs);
        Map<Path, Path> sources = new LinkedHashMap<>();
        Set<Path> known = new HashSet<>();
        for (Path input : inputs) {
            List<Path> files = Files.isDirectory(input)
                    ? below.apply(input).stream().map(input::resolve).toList()
                    : List.of(input);
            for (Path file : files) {
                if (known.add(absolute(file))) {
                    sources.put(file, common == null ? file.getFileName() : common.relativize(absolute(file)));
                }
            }
        }
        return sources;
    }

    /** The deepest folder that holds all inputs; null for inputs on several disks. */
    private static @Nullable Path common(List<Path> inputs) {
        Path common = absolute(inputs.get(0)).getParent();
        for (Path input : inputs) {
            while (common != null && !holds(common, absolute(input))) {
                common = common.getParent();
            }
        }
        return common;
    }

    private static boolean holds(Path folder, Path file) {
        return file.startsWith(folder) && !file.equals(folder);
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static List<Pair> pairs(
            Map<Path, Path> sources, String ending, Optional<Path> out, Consumer<String> notes) {
        Set<Path> whole = new HashSet<>();
        List<Pair> pairs = pairs(sources, ending, out, whole);
        // A whole name may meet another one: a.jpg beside a.png and a.jpg.png.
        for (Set<Path> alike = alike(pairs); whole.addAll(alike); alike = alike(pairs)) {
            pairs = pairs(sources, ending, out, whole);
        }
        pairs.stream()
                .filter(pair -> whole.contains(pair.from()))
                .findFirst()
                .ifPresent(pair -> notes.accept(
                        "%s and another input differ in their endings alone: the results keep them, as in %s"
                                .formatted(pair.from(), pair.to().getFileName())));
        return pairs;
    }

    /** @param whole those whose results keep their ending */
    private static List<Pair> pairs(Map<Path, Path> sources, String ending, Optional<Path> out, Set<Path> whole) {
        List<Pair> pairs = new ArrayList<>();
        sources.forEach((file, below) -> {
            String old = below.getFileName().toString();
            int dot = old.lastIndexOf('.');
            String name = (dot < 1 || whole.contains(file) ? old : old.substring(0, dot)) + ending;
            Path to = out.map(
                            folder -> folder.resolve(below.resolveSibling(name).toString()))
                    .orElseGet(() -> file.resolveSibling(name));
            pairs.add(new Pair(file, to));
        });
        return pairs;
    }

    /** The sources whose results would be one file, also on a disk that takes capitals for small letters. */
    private static Set<Path> alike(List<Pair> pairs) {
        Map<String, List<Path>> sources = new HashMap<>();
        for (Pair pair : pairs) {
            String key = absolute(pair.to()).toString().toLowerCase(Locale.ROOT);
            sources.computeIfAbsent(key, missing -> new ArrayList<>()).add(pair.from());
        }
        return sources.values().stream()
                .filter(files -> files.size() > 1)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
    }

    private static void requireFree(List<Pair> pairs, FileOutput output) {
        List<Path> taken = pairs.stream()
                .map(Pair::to)
                .filter(file -> !output.replace() && Files.exists(file))
                .toList();
        if (!taken.isEmpty()) {
            throw new BadInputException("%s exists%s: choose another --out, or replace it with --force"
                    .formatted(
                            taken.get(0),
                            taken.size() == 1 ? "" : ", and so do %d other results".formatted(taken.size() - 1)));
        }
    }

    /** What becomes what. */
    record Pair(Path from, Path to) {}

    /**
     * What kind of files become what kind.
     *
     * @param ending of the results, such as {@code .dbl}
     * @param below finds the inputs below a folder, relative to it
     * @param namesResult whether an output's name is meant as that of a file
     */
    record Kind(String ending, Function<Path, List<Path>> below, Predicate<Path> namesResult) {}
}
