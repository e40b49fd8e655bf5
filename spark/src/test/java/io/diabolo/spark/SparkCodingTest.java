package io.diabolo.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.cli.Main;
import io.diabolo.codec.Codec;
import io.diabolo.engine.Device;
import io.diabolo.image.PictureFiles;
import io.diabolo.jobs.CompressOutcome;
import io.diabolo.jobs.CompressRequest;
import io.diabolo.jobs.FileOutput;
import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.Jobs;
import io.diabolo.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code compress} and {@code archive create} with a cluster that is two threads of this process. */
class SparkCodingTest {

    private static final int PICTURES = 37;

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void pictures() {
        for (int i = 0; i < PICTURES; i++) {
            PictureFiles.write(
                    folder.resolve("in/%d/%02d.png".formatted(i % 3, i)), SparkFixture.picture(40 + i, 32, i));
        }
        // Two that differ in their endings alone keep them, on a cluster too.
        PictureFiles.write(folder.resolve("in/0/00.jpg"), SparkFixture.picture(50, 40, 99));
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private record Result(int code, String out, String err) {}

    private static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Result(code, out.toString(), err.toString());
    }

    private static Map<String, byte[]> content(Path root) throws IOException {
        Map<String, byte[]> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return content;
    }

    private void requireEqual(String a, String b) throws IOException {
        Map<String, byte[]> first = content(folder.resolve(a));
        Map<String, byte[]> second = content(folder.resolve(b));
        assertThat(second.keySet()).isEqualTo(first.keySet());
        first.forEach((name, bytes) -> assertThat(second.get(name)).as(name).isEqualTo(bytes));
    }

    private void damage() throws IOException {
        Files.writeString(folder.resolve("in/1/broken.png"), "no picture at all");
        byte[] whole = Files.readAllBytes(folder.resolve("in/0/00.jpg"));
        Files.write(folder.resolve("in/2/cut.jpg"), Arrays.copyOf(whole, whole.length / 2));
    }

    @Test
    void compress_onTwoThreads_writesTheFilesOfOneMachine() throws IOException {
        assertThat(run("compress", at("in"), "--quality", "3", "-o", at("alone"))
                        .code())
                .isZero();
        Result result = run("compress", at("in"), "--quality", "3", "-o", at("together"), "--spark", "local[2]");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("38 pictures", "bits/pixel").doesNotContain("00.jpg.dbl");
        assertThat(result.err()).contains("38 of 38: ", "more files as the first");
        requireEqual("alone", "together");
        assertThat(folder.resolve("together/0/00.jpg.dbl")).exists();
        assertThat(folder).isDirectoryNotContaining("glob:**.refused.csv");
    }

    @Test
    void compress_whereSomePicturesAreDamaged_goesOnAndSaysWhyInATable() throws IOException {
        damage();
        Result alone = run("compress", at("in"), "-o", at("alone"));
        Result together = run("compress", at("in"), "-o", at("together"), "--spark", "local[2]", "--json");
        assertThat(together.code()).isEqualTo(alone.code()).isEqualTo(4);
        requireEqual("alone", "together");
        JsonNode json = Json.parse(together.out(), JsonNode.class);
        assertThat(json.path("pictures")).hasSize(PICTURES + 1);
        assertThat(json.path("ending").path("failures")).hasSize(2);
        assertThat(Files.readAllLines(folder.resolve("together.refused.csv")))
                .hasSize(3)
                .startsWith("picture,error")
                .anyMatch(line ->
                        line.startsWith(at("in/1/broken.png") + "," + at("in/1/broken.png") + " cannot be decoded"))
                .anyMatch(line -> line.startsWith(at("in/2/cut.jpg") + ","));
        assertThat(together.err()).contains("refused: 2, with the reasons in " + at("together.refused.csv"));

        // What is there stays, unless it may be replaced; then the table goes with what was wrong.
        String[] again = {"compress", at("in/0"), "-o", at("together"), "--spark", "local[2]", "--force"};
        assertThat(run(Stream.of(again).limit(again.length - 1).toArray(String[]::new))
                        .err())
                .isEqualToIgnoringNewLines("diabolo: %s exists: choose another name, or have it replaced"
                        .formatted(at("together.refused.csv")));
        assertThat(run(again).code()).isZero();
        assertThat(folder.resolve("together.refused.csv")).doesNotExist();
    }

    @Test
    void compress_withACodecOfItsOwn_sendsItToTheTasks() throws IOException {
        Files.createDirectories(folder.resolve("codec"));
        Files.write(folder.resolve("codec").resolve(Codec.WEIGHTS), Codec.photoWeights());
        String[] command = {"compress", at("in/1"), "--codec", at("codec"), "-o"};
        assertThat(run(with(command, at("alone"))).code()).isZero();
        assertThat(run(with(command, at("together"), "--spark", "local[2]")).code())
                .isZero();
        requireEqual("alone", "together");
    }

    private static String[] with(String[] command, String... more) {
        return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void archive_onTwoThreads_hasTheBytesOfOneMachine() throws IOException {
        damage();
        Result alone = run("archive", "create", at("in"), "--embed-codec", "-o", at("alone.dba"));
        Result together =
                run("archive", "create", at("in"), "--embed-codec", "-o", at("together.dba"), "--spark", "local[2]");
        assertThat(together.code()).isEqualTo(alone.code()).isEqualTo(4);
        assertThat(Files.readAllBytes(folder.resolve("together.dba")))
                .isEqualTo(Files.readAllBytes(folder.resolve("alone.dba")));
        assertThat(folder.resolve("together.refused.csv")).exists();
        assertThat(folder).isDirectoryNotContaining("glob:**{.part,.lock}");
    }

    /** The archive carries a codec, which is the one that is sent. */
    @Test
    void archiveAdd_onTwoThreads_hasTheBytesOfOneMachine() throws IOException {
        for (String archive : new String[] {"alone.dba", "together.dba"}) {
            assertThat(run("archive", "create", at("in/1"), "--embed-codec", "-o", at(archive))
                            .code())
                    .isZero();
        }
        damage();
        Result alone = run("archive", "add", at("alone.dba"), at("in"));
        Result together = run("archive", "add", at("together.dba"), at("in"), "--spark", "local[2]");
        assertThat(together.code()).as(together.err()).isEqualTo(alone.code()).isEqualTo(4);
        assertThat(Files.readAllBytes(folder.resolve("together.dba")))
                .isEqualTo(Files.readAllBytes(folder.resolve("alone.dba")));
        assertThat(Files.readAllLines(folder.resolve("together.refused.csv"))).hasSize(3);
        Files.delete(folder.resolve("in/1/broken.png"));
        Files.delete(folder.resolve("in/2/cut.jpg"));
        String[] again = {"archive", "add", at("together.dba"), at("in"), "--spark", "local[2]"};
        assertThat(run(again).err()).contains(at("together.refused.csv") + " exists", "move it away");
        Files.delete(folder.resolve("together.refused.csv"));
        assertThat(run(again).code()).isZero();
        assertThat(folder.resolve("together.refused.csv")).doesNotExist();
    }

    @Test
    void compress_stopped_leavesWholeFilesAndNoTable() throws IOException {
        damage();
        AtomicInteger begun = new AtomicInteger();
        JobControl control =
                JobControl.none().withFiles(file -> begun.incrementAndGet()).withStop(() -> begun.get() > 5);
        CompressOutcome outcome = new Jobs(1, 1, Device.CPU)
                .compress(
                        CompressRequest.of(List.of(at("in")), FileOutput.to(folder.resolve("some"))),
                        "local[2]",
                        control);
        assertThat(outcome.ending().stopped()).isTrue();
        assertThat(outcome.pictures()).hasSizeBetween(1, 10);
        for (Map.Entry<String, byte[]> file : content(folder.resolve("some")).entrySet()) {
            assertThat(file.getKey()).endsWith(".dbl");
            assertThat(Codec.describe(file.getValue()).height()).isIn(32, 40);
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.refused.csv");
    }

    @Test
    void request_thatAClusterCannotMeet_isRefusedInOneLine() {
        refused(2, "--threads means nothing with --spark", "compress", at("in"), "-o", at("x"), "--threads", "1");
        refused(3, "writes into a folder, which has to be named, and was not", "compress", at("in"));
        refused(3, "has to be named, and was " + at("x.dbl"), "compress", at("in/0/00.jpg"), "-o", at("x.dbl"));
        refused(3, "hdfs:/host/in: pictures on a cluster", "compress", "hdfs://host/in", "-o", at("x"));
        refused(3, "'yarn' is no master", "compress", at("in/1"), "-o", at("x"), "--spark=yarn");
        refused(3, "no such file or folder", "archive", "create", at("none"), "-o", at("x.dba"));
        assertThat(folder).isDirectoryContaining("glob:**in").isDirectoryNotContaining("glob:**{x,x.dba}");
    }

    private static void refused(int code, String part, String... arguments) {
        boolean named = List.of(arguments).contains("--spark=yarn");
        Result result = run(named ? arguments : with(arguments, "--spark", "local[2]"));
        assertThat(result.err().lines().toList()).as(result.err()).hasSize(1);
        assertThat(result.err()).startsWith("diabolo: ").contains(part);
        assertThat(result.code()).isEqualTo(code);
    }
}
