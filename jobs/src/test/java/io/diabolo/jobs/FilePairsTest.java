package io.diabolo.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.OutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePairsTest {

    @TempDir
    Path folder = Path.of("");

    private final List<String> notes = new ArrayList<>();
    private final FilePairs.Kind coded = new FilePairs.Kind(
            ".png", CodedPicture::below, file -> file.toString().endsWith(".png"));

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }

    /** What becomes what, both below the test's folder. */
    private Map<String, String> plan(FileOutput output, Path... inputs) {
        Map<String, String> planned = new TreeMap<>();
        try (FilePairs pairs = FilePairs.plan(List.of(inputs), coded, output, notes::add)) {
            pairs.each(JobControl.none(), pair -> planned.put(below(pair.from()), below(pair.to())));
        }
        return planned;
    }

    private String below(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private FileOutput out() {
        return FileOutput.to(folder.resolve("out"));
    }

    @Test
    void plan_listedFiles_keepTheirTreeInAFolder() throws IOException {
        assertThat(plan(out(), file("in/a.dbl"), file("in/deep/a.dbl"), file("in/deep/b.dbl")))
                .isEqualTo(Map.of(
                        "in/a.dbl", "out/a.png",
                        "in/deep/a.dbl", "out/deep/a.png",
                        "in/deep/b.dbl", "out/deep/b.png"));
        assertThat(plan(out(), file("in/deep/a.dbl"))).containsValue("out/a.png");
    }

    @Test
    void plan_folders_keepWhatLiesBelowThem() throws IOException {
        file("x/a.dbl");
        file("x/deep/a.DBL");
        file("x/.hidden/a.dbl");
        file("x/other.txt");
        file("y/a.dbl");
        assertThat(plan(out(), folder.resolve("x")))
                .isEqualTo(Map.of("x/a.dbl", "out/a.png", "x/deep/a.DBL", "out/deep/a.png"));
        assertThat(plan(out(), folder.resolve("x"), folder.resolve("y")))
                .isEqualTo(
                        Map.of("x/a.dbl", "out/x/a.png", "x/deep/a.DBL", "out/x/deep/a.png", "y/a.dbl", "out/y/a.png"));
        assertThat(plan(out(), folder.resolve("x"), folder.resolve("x/a.dbl"), folder.resolve("x/../x/a.dbl")))
                .isEqualTo(Map.of("x/a.dbl", "out/x/a.png", "x/deep/a.DBL", "out/x/deep/a.png"));
        Files.createDirectories(folder.resolve("none"));
        assertThatThrownBy(() -> plan(out(), folder.resolve("none")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("holds no coded picture");
    }

    @Test
    void plan_inputsThatDifferInTheirEndings_keepThem() throws IOException {
        Map<String, String> planned =
                plan(FileOutput.beside(), file("a.jpg"), file("a.tif"), file("A.bmp"), file("b.jpg"));
        assertThat(planned)
                .isEqualTo(Map.of("a.jpg", "a.jpg.png", "a.tif", "a.tif.png", "A.bmp", "A.bmp.png", "b.jpg", "b.png"));
        assertThat(notes).singleElement().asString().contains("endings alone", ".png");
        // The whole name of one is that of another.
        assertThat(plan(FileOutput.beside(), file("c.jpg"), file("c.tif"), file("c.jpg.tif")))
                .isEqualTo(Map.of("c.jpg", "c.jpg.png", "c.tif", "c.tif.png", "c.jpg.tif", "c.jpg.tif.png"));
    }

    @Test
    void plan_existingResults_areKeptUnlessReplaced() throws IOException {
        Path input = file("a.dbl");
        file("out/a.png");
        assertThatThrownBy(() -> plan(out(), input)).hasMessageContaining("a.png exists");
        assertThat(folder.resolve("out")).isDirectoryNotContaining("glob:**.lock");
        assertThat(plan(new FileOutput(out().path(), true), input)).hasSize(1);
        assertThatThrownBy(() -> plan(FileOutput.to(folder.resolve("x.png")), input, file("b.dbl")))
                .hasMessageContaining("name a folder");
        assertThatThrownBy(() -> plan(out(), folder.resolve("missing"))).hasMessageContaining("no such file");
    }

    @Test
    void plan_intoAFolder_locksItUntilTheEnd() throws IOException {
        List<Path> inputs = List.of(file("a.dbl"));
        try (FilePairs pairs = FilePairs.plan(inputs, coded, out(), notes::add)) {
            assertThatThrownBy(() -> FilePairs.plan(inputs, coded, out(), notes::add))
                    .hasMessageContaining("is being written by another run");
        }
        assertThat(folder.resolve("out")).as("made for the lock alone").doesNotExist();
    }

    @Test
    void each_aFailure_doesNotStopTheOthersUnlessNothingCanBeWritten() throws IOException {
        file("x/1.dbl");
        file("x/2.dbl");
        file("x/3.dbl");
        FilesEnding damaged = each(() -> {
            throw new CorruptFileException("damaged");
        });
        assertThat(damaged.done()).isEqualTo(2);
        assertThat(damaged.failures()).singleElement().satisfies(failure -> assertThat(failure.file())
                .endsWith("2.dbl"));
        assertThat(damaged.untried()).isZero();
        FilesEnding full = each(() -> {
            throw new OutputException("no space");
        });
        assertThat(full.untried()).isEqualTo(1);
        FilesEnding large = each(() -> {
            throw new OutOfMemoryError();
        });
        assertThat(large.failures().get(0).message()).contains("2.dbl does not fit into memory", "-Xmx");
        assertThat(large.done()).isEqualTo(2);
    }

    /** @param second what happens to the second of three files */
    private FilesEnding each(Runnable second) {
        try (FilePairs pairs = FilePairs.plan(List.of(folder.resolve("x")), coded, out(), notes::add)) {
            return pairs.each(JobControl.none(), pair -> {
                if (pair.from().endsWith("2.dbl")) {
                    second.run();
                }
            });
        }
    }

    @Test
    void each_stopped_endsBeforeTheNextFile() throws IOException {
        file("x/1.dbl");
        file("x/2.dbl");
        List<FileProgress> seen = new ArrayList<>();
        List<String> done = new ArrayList<>();
        JobControl control = JobControl.none().withFiles(seen::add).withStop(() -> !done.isEmpty());
        try (FilePairs pairs = FilePairs.plan(List.of(folder.resolve("x")), coded, out(), notes::add)) {
            FilesEnding ending = pairs.each(control, pair -> done.add(below(pair.from())));
            assertThat(ending.stopped()).isTrue();
            assertThat(ending.untried()).isEqualTo(1);
        }
        assertThat(done).containsExactly("x/1.dbl");
        assertThat(seen)
                .extracting(FileProgress::number, FileProgress::count)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(1, 2));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("x"));
        }
    }
}
