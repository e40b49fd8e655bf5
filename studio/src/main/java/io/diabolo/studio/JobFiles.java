package io.diabolo.studio;

import io.diabolo.error.DiaboloException;
import io.diabolo.file.AtomicFiles;
import io.diabolo.jobs.TrainedFolders;
import io.diabolo.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is written down of the queue: a file a training, each written beside and renamed. */
final class JobFiles {

    private static final int MOST = 200;
    private static final int MOST_LINES = 5_000;
    private static final Pattern FILE = Pattern.compile("[0-9a-f]{8,32}\\.json");

    private final Root root;

    JobFiles(Root root) {
        this.root = root;
    }

    private Path folder() {
        return root.own().resolve("jobs");
    }

    void write(SavedJob job) {
        root.makeOwn();
        AtomicFiles.writeString(folder().resolve(job.id() + ".json"), Json.text(job) + "\n");
    }

    /** The newest 200, oldest first; what cannot be read is left where it is. */
    List<SavedJob> read() {
        if (!Files.isDirectory(folder())) {
            return List.of();
        }
        List<SavedJob> jobs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.filter(path ->
                            FILE.matcher(String.valueOf(path.getFileName())).matches())
                    .toList()) {
                try {
                    SavedJob job = Json.read(file, SavedJob.class);
                    if (String.valueOf(file.getFileName()).equals(job.id() + ".json")) {
                        jobs.add(job);
                    }
                } catch (DiaboloException e) {
                    // Another release wrote it, or nobody: the training itself is in its folder.
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        jobs.sort(Comparator.comparingLong(SavedJob::created));
        return jobs.subList(Math.max(0, jobs.size() - MOST), jobs.size());
    }

    /** The curves of a training as its folder keeps them; empty where they cannot be read. */
    List<QueuedJob.Point> history(Path folder) {
        Path file = folder.resolve(TrainedFolders.HISTORY);
        List<QueuedJob.Point> points = new ArrayList<>();
        if (!Files.isRegularFile(file)) {
            return points;
        }
        try (Stream<String> lines = Files.lines(file)) {
            List<String> rows = lines.limit(MOST_LINES).toList();
            List<String> names =
                    List.of(rows.isEmpty() ? new String[0] : rows.get(0).split(",", -1));
            int seconds = names.indexOf("seconds");
            int step = names.indexOf("step");
            int train = names.indexOf("train_loss");
            int validation = names.indexOf("validation_loss");
            if (seconds < 0 || step < 0 || train < 0 || validation < 0) {
                return points;
            }
            for (String row : rows.subList(1, rows.size())) {
                String[] cells = row.split(",", -1);
                if (cells.length == names.size()) {
                    points.add(new QueuedJob.Point(
                            Double.parseDouble(cells[seconds]),
                            Long.parseLong(cells[step]),
                            number(cells[train]),
                            Double.parseDouble(cells[validation])));
                }
            }
            return points;
        } catch (IOException | RuntimeException e) {
            // Curves are worth showing, and not worth failing for.
            return points;
        }
    }

    private static @Nullable Double number(String cell) {
        return cell.isEmpty() ? null : Double.valueOf(cell);
    }
}
