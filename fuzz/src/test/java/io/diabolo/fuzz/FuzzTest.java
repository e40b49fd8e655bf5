package io.diabolo.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Damaged files are read or refused in one line. Every build tries the corpus; {@code -Ddiabolo.fuzz.seconds=60} looks for new
 * inputs, with Jazzer, for about so long over all targets: the same ones each time, so that no build fails by chance, unless {@code
 * diabolo.fuzz.seed} is another than 1 (0: one by chance). What it finds grows in {@code diabolo.fuzz.corpus} (a folder; {@code target/fuzz/corpus} by
 * default), and belongs into {@code src/test/resources/corpus} where it failed.
 */
class FuzzTest {

    private static final Path CORPUS = Path.of("src/test/resources/corpus");

    /** A second and a half of a run is start-up. */
    private static final int LEAST_SECONDS = 3;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void corpus_eachFile_isReadOrRefusedInOneLine(Target target) throws IOException {
        Seeds.write(target, folder);
        List<Path> inputs = Stream.concat(files(folder), files(CORPUS.resolve(target.folder())))
                .toList();
        assertThat(inputs).isNotEmpty();
        for (Path input : inputs) {
            byte[] content = Files.readAllBytes(input);
            try {
                target.read(content);
            } catch (Throwable e) {
                throw new AssertionError("%s: %s".formatted(input, e), e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @EnabledIfSystemProperty(named = "diabolo.fuzz.seconds", matches = "[1-9]\\d*")
    void jazzer_forItsShareOfTheTime_findsNothing(Target target) throws IOException, InterruptedException {
        Path grown = Path.of(System.getProperty("diabolo.fuzz.corpus", "target/fuzz/corpus"))
                .resolve(target.folder());
        Path found = Path.of("target/fuzz/found").resolve(target.folder());
        Path seeds = folder.resolve("seeds");
        for (Path made : List.of(grown, found, seeds)) {
            Files.createDirectories(made);
        }
        Seeds.write(target, seeds);
        Path log = found.resolve("log.txt");
        int seconds = Math.max(LEAST_SECONDS, Integer.getInteger("diabolo.fuzz.seconds") / Target.values().length);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Ddiabolo.fuzz.work=" + folder.resolve("work"),
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.className(),
                "--instrumentation_includes="
                        + String.join(File.pathSeparator, "io.diabolo.**", "com.twelvemonkeys.**", "com.drew.**"),
                "-max_total_time=" + seconds,
                "-seed=" + Integer.getInteger("diabolo.fuzz.seed", 1),
                "-timeout=10",
                "-rss_limit_mb=3000",
                "-max_len=20000",
                "-artifact_prefix=" + found + File.separator,
                grown.toString(),
                seeds.toString()));
        if (Files.isDirectory(CORPUS.resolve(target.folder()))) {
            command.add(CORPUS.resolve(target.folder()).toString());
        }
        Process fuzzer = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int code = fuzzer.waitFor();
        assertThat(code)
                .as(() -> "%s%nThe input is in %s: put it into %s, where every build tries it."
                        .formatted(end(log), found, CORPUS.resolve(target.folder())))
                .isZero();
    }

    /** None of a folder that is not there: Git keeps no empty ones. */
    private static Stream<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        }
    }

    private static String end(Path log) {
        try (Stream<String> lines = Files.lines(log, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            List<String> all = lines.toList();
            return all.subList(Math.max(0, all.size() - 60), all.size()).stream()
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
