package io.diabolo.cli;

import io.diabolo.data.PictureListing;
import io.diabolo.error.BadInputException;
import io.diabolo.error.DiaboloException;
import io.diabolo.error.OutputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Files that become other files, each under its own name with another ending. */
final class FilePairs {

    private final @Nullable Path out;
    private final String ending;
    private final List<Job> jobs = new ArrayList<>();

    private FilePairs(@Nullable Path out, String ending) {
        this.out = out;
        this.ending = ending;
    }

    /**
     * Plans what becomes what, before anything is done.
     *
     * @param inputs files, and folders of pictures, whose paths below them are kept
     * @param out the folder for the results, or the one file; null for beside the inputs
     * @param ending of the results, such as {@code .dbl}
     * @param namesFile whether {@code out} is meant as a file
     * @param force whether results that are there are replaced
     * @throws BadInputException if an input does not exist, a result exists, or two inputs have one result
     */
    static FilePairs plan(
            List<Path> inputs, @Nullable Path out, String ending, Predicate<Path> namesFile, boolean force) {
        FilePairs plan = new FilePairs(out, ending);
        if (out != null && !Files.isDirectory(out) && namesFile.test(out)) {
            Path only = inputs.get(0);
            if (inputs.size() > 1 || Files.isDirectory(only)) {
                throw new BadInputException(
                        "--out %s is one file, and the inputs may be several: name a folder".formatted(out));
            }
            plan.jobs.add(new Job(existing(only), out));
        } else {
            inputs.forEach(input -> plan.add(existing(input)));
        }
        plan.requireDistinct();
        if (!force) {
            plan.requireFree();
        }
        return plan;
    }

    int size() {
        return jobs.size();
    }

    /**
     * Does them in order. One that fails does not stop the others, unless no output can be written.
     *
     * @param notes takes the failures but the first
     * @throws DiaboloException the first failure, at the end
     */
    void each(Consumer<String> notes, Consumer<Job> action) {
        DiaboloException first = null;
        for (Job job : jobs) {
            try {
                action.accept(job);
            } catch (OutputException e) {
                throw e;
            } catch (DiaboloException e) {
                if (first != null) {
                    notes.accept(String.valueOf(e.getMessage()));
                } else {
                    first = e;
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static Path existing(Path input) {
        if (!Files.exists(input)) {
            throw new BadInputException("%s: no such file or folder".formatted(input));
        }
        return input;
    }

    private void add(Path input) {
        if (!Files.isDirectory(input)) {
            jobs.add(new Job(input, result(input, input.toAbsolutePath().getFileName())));
            return;
        }
        for (Path below : PictureListing.files(input)) {
            jobs.add(new Job(input.resolve(below), result(input.resolve(below), below)));
        }
    }

    /** @param name of the result below {@code out}, with the input's ending */
    private Path result(Path input, Path name) {
        String old = name.getFileName().toString();
        int dot = old.lastIndexOf('.');
        String changed = (dot < 1 ? old : old.substring(0, dot)) + ending;
        return out == null
                ? input.resolveSibling(changed)
                : out.resolve(name.resolveSibling(changed).toString());
    }

    private void requireDistinct() {
        Map<Path, Path> sources = new HashMap<>();
        for (Job job : jobs) {
            Path other = sources.put(job.to().toAbsolutePath().normalize(), job.from());
            if (other != null) {
                throw new BadInputException("%s and %s would both become %s: rename one, or do them one after the other"
                        .formatted(other, job.from(), job.to()));
            }
        }
    }

    private void requireFree() {
        List<Path> taken = jobs.stream().map(Job::to).filter(Files::exists).toList();
        if (!taken.isEmpty()) {
            throw new BadInputException("%s exists%s: choose another --out, or replace it with --force"
                    .formatted(
                            taken.get(0),
                            taken.size() == 1 ? "" : ", and so do %d other results".formatted(taken.size() - 1)));
        }
    }

    /** What becomes what. */
    record Job(Path from, Path to) {}
}
