package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.train.Checkpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train --nodes}, on the loopback: in processes of their own, and in threads where those would only take time. */
class NodesCommandTest {

    private static final List<String> SMALL =
            List.of("--limit", "600", "--steps", "24", "--batch", "32", "--latent", "4", "--threads", "1");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final String nodes = nodes();

    /** Two machines at a port that was free. */
    private static String nodes() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:%d,127.0.0.1".formatted(free.getLocalPort());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void train_twoProcesses_haveTheBitsOfOneWithTwoThreads_alsoWhereOneIsKilledAndTheyGoOn()
            throws IOException, InterruptedException {
        Path alone = folder.resolve("alone");
        assertThat(process("alone", "--steps", "120", "--threads", "2", "--out", alone.toString())
                        .waitFor())
                .as(said("alone"))
                .isZero();

        Path out = folder.resolve("out");
        Process first = node(1, "--steps", "120", "--out", out.toString());
        Process second = node(2, "--steps", "120", "--out", out.toString());
        await(() -> lines(out.resolve("history.csv")) > 3);
        assertThat(second.destroyForcibly().waitFor()).isNotZero();
        assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).as(said("1")).isEqualTo(ExitCodes.NODE_LOST);
        List<String> errors =
                said("1").lines().filter(line -> line.startsWith("diabolo:")).toList();
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0))
                .contains(
                        "node 2 (127.0.0.1)",
                        "go on with: ./diabolo train --resume --out " + out + " --nodes " + nodes + " --node 1, and");
        assertThat(Checkpoint.describe(out).step()).isBetween(1L, 119L);

        Process firstAgain = node(1, "--resume", "--out", out.toString());
        Process secondAgain = node(2, "--resume", "--out", out.toString());
        assertThat(firstAgain.waitFor()).as(said("1")).isZero();
        assertThat(secondAgain.waitFor()).as(said("2")).isZero();
        assertThat(out.resolve("model.safetensors"))
                .hasBinaryContent(Files.readAllBytes(alone.resolve("model.safetensors")));
        assertThat(said("1")).contains("all 2 nodes are there", "ms a step", "bytes each way");
        assertThat(said("2")).contains("node 1 has the model").doesNotContain("MSE");
    }

    private static void await(BooleanSupplier condition) {
        for (int i = 0; i < 6_000 && !condition.getAsBoolean(); i++) {
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            return 0;
        }
    }

    private Process node(int number, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--threads", "1", "--nodes", nodes, "--node", "" + number));
        all.addAll(List.of(options));
        return process("" + number, all.toArray(String[]::new));
    }

    private Process process(String log, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.diabolo.cli.Main",
                "train"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log + ".log").toFile())
                .start();
    }

    private String said(String log) throws IOException {
        return Files.readString(folder.resolve(log + ".log"));
    }

    /** Both machines in this process, each with a folder of its own. */
    private List<Shell.Result> both(BooleanSupplier secondStops, List<String> firstHas, List<String> secondHas) {
        CompletableFuture<Shell.Result> second =
                CompletableFuture.supplyAsync(() -> Shell.runUntil(secondStops, arguments(2, secondHas)));
        Shell.Result first = Shell.runUntil(() -> false, arguments(1, firstHas));
        return List.of(first, second.join());
    }

    private String[] arguments(int number, List<String> options) {
        List<String> all = new ArrayList<>(List.of("train", "--nodes", nodes, "--node", "" + number));
        all.addAll(List.of("--out", out(number).toString()));
        all.addAll(options);
        return all.toArray(String[]::new);
    }

    private Path out(int number) {
        return folder.resolve("of-" + number);
    }

    @Test
    void train_oneIsInterrupted_bothStopAndGoOnWithTheBitsOfTheUnbrokenOne() throws IOException {
        both(() -> false, SMALL, SMALL)
                .forEach(result -> assertThat(result.code()).as(result.err()).isZero());
        assertThat(out(2)).doesNotExist();
        byte[] unbroken = Files.readAllBytes(out(1).resolve("model.safetensors"));

        AtomicInteger asked = new AtomicInteger();
        List<String> anew = Stream.concat(SMALL.stream(), Stream.of("--force")).toList();
        List<Shell.Result> stopped = both(() -> asked.incrementAndGet() > 9, anew, anew);
        stopped.forEach(result -> assertThat(result.code()).as(result.err()).isEqualTo(ExitCodes.INTERRUPTED));
        assertThat(stopped.get(0).err())
                .contains("interrupted at step 10; go on with: ./diabolo train --resume --out " + out(1) + " --nodes ");
        assertThat(stopped.get(1).err()).contains("interrupted at step 10; node 1 has the checkpoint");

        // The second is told what is trained; the threads are those of the shell, one.
        List<Shell.Result> resumed = both(() -> false, List.of("--resume"), List.of("--resume", "--json"));
        resumed.forEach(result -> assertThat(result.code()).as(result.err()).isZero());
        assertThat(resumed.get(1).json().path("training").path("steps").asInt()).isEqualTo(24);
        assertThat(out(1).resolve("model.safetensors")).hasBinaryContent(unbroken);
        assertThat(out(2)).doesNotExist();
    }

    @Test
    void train_nodesThatDiffer_areRefusedInALineThatNamesWhatDiffers() {
        List<String> otherData = Stream.concat(SMALL.stream(), Stream.of("--seed", "0"))
                .map(text -> text.equals("600") ? "500" : text)
                .toList();
        both(() -> false, SMALL, otherData).forEach(result -> {
            assertThat(result.code()).isEqualTo(ExitCodes.BAD_INPUT);
            assertThat(errors(result))
                    .contains("node 2 differs from node 1: data is ", "every node needs the same command");
        });
        List<String> otherRate = Stream.concat(SMALL.stream(), Stream.of("--learning-rate", "0.5"))
                .toList();
        both(() -> false, SMALL, otherRate).forEach(result -> {
            assertThat(result.code()).isEqualTo(ExitCodes.BAD_INPUT);
            assertThat(errors(result))
                    .contains("node 2 differs from node 1: learning_rate is 0.5 there and 0.004 here; every");
        });
    }

    private static String errors(Shell.Result result) {
        List<String> lines =
                result.err().lines().filter(line -> line.startsWith("diabolo:")).toList();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    @Test
    void train_theOtherNeverComes_endsInALine() {
        List<String> options = new ArrayList<>(SMALL);
        options.addAll(List.of("--node-timeout", "1"));
        Shell.Result first = Shell.run(arguments(1, options));
        assertThat(first.code()).isEqualTo(ExitCodes.NODE_LOST);
        assertThat(errors(first)).contains("node 2 (127.0.0.1) did not come within 1 seconds");
        Shell.Result second = Shell.run(arguments(2, options));
        assertThat(second.code()).isEqualTo(ExitCodes.NODE_LOST);
        assertThat(errors(second)).contains("node 1 (127.0.0.1) did not come within 1 seconds");
    }
}
