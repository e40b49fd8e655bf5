package io.diabolo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.data.SampleShape;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtocolTest {

    @TempDir
    private Path folder = Path.of("");

    private Protocol.Setup setup(Work.Kind kind) {
        SampleShape shape = SampleShape.picture(1, 28, 28);
        BenchData.Files files = new BenchData.Files(
                folder.resolve("train-images-idx3-ubyte"), folder.resolve("t10k-images-idx3-ubyte"));
        BenchData.writeIdx(files.train(), shape, 600, BenchData.pictures(shape, 600, 1));
        BenchData.writeIdx(files.test(), shape, 20, BenchData.pictures(shape, 20, 2));
        return new Protocol.Setup(
                "setup",
                kind,
                Work.Network.MLP,
                32,
                16,
                files.train().toString(),
                files.test().toString(),
                64,
                true);
    }

    /** The worker's answers to questions. */
    private static List<String> answers(Object... questions) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Object question : questions) {
            lines.append(Protocol.line(question)).append('\n');
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Worker()
                .serve(
                        new BufferedReader(new StringReader(lines.toString())),
                        new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void line_isOneLine_andComesBack() {
        Protocol.Setup setup = setup(Work.Kind.TRAIN);
        String line = Protocol.line(setup);
        assertThat(line.lines()).hasSize(1);
        assertThat(line).contains("\"kind\":\"train\"", "\"network\":\"mlp\"");
        assertThat(Protocol.parse(line, Protocol.Setup.class)).isEqualTo(setup);
    }

    @Test
    void done_withoutALoss_comesBackAsNaN() {
        Protocol.Done done = new Protocol.Done(1, 2, 3, Double.NaN, 4);
        assertThat(Protocol.parse(Protocol.line(done), Protocol.Done.class).loss())
                .isNaN();
        String fromPython =
                "{\"images\": 10, \"seconds\": 0.5, \"whole_seconds\": 0.6, \"loss\": \"NaN\", \"peak_bytes\": 7}";
        assertThat(Protocol.parse(fromPython, Protocol.Done.class))
                .isEqualTo(new Protocol.Done(10, 0.5, 0.6, Double.NaN, 7));
    }

    @Test
    void parse_ofAnError_throwsIt() {
        assertThatThrownBy(() -> Protocol.parse("{\"error\": \"no such file\"}", Protocol.Done.class))
                .isInstanceOf(Protocol.WorkerException.class)
                .hasMessage("no such file");
    }

    @Test
    void worker_trains_andTheSameSeedGivesTheSameLoss() throws IOException {
        List<String> lines = answers(
                setup(Work.Kind.TRAIN),
                Protocol.Round.of(1),
                Protocol.Round.of(2),
                Protocol.Round.of(1),
                Protocol.Parts.of(2));
        Protocol.Ready ready = Protocol.parse(lines.get(0), Protocol.Ready.class);
        assertThat(ready.parameters()).isEqualTo(1_083_696);
        Protocol.Done first = Protocol.parse(lines.get(1), Protocol.Done.class);
        Protocol.Done second = Protocol.parse(lines.get(2), Protocol.Done.class);
        assertThat(first.images()).isEqualTo(64);
        assertThat(first.seconds()).isPositive().isLessThanOrEqualTo(first.wholeSeconds());
        assertThat(first.loss()).isPositive().isNotEqualTo(second.loss());
        assertThat(Protocol.parse(lines.get(3), Protocol.Done.class).loss()).isEqualTo(first.loss());
        assertThat(Protocol.parse(lines.get(4), Protocol.PartTimes.class).backward())
                .isPositive();
    }

    @Test
    void worker_reconstructs_allPictures() throws IOException {
        List<String> lines = answers(setup(Work.Kind.SINGLE), Protocol.Round.of(1));
        Protocol.Done done = Protocol.parse(lines.get(1), Protocol.Done.class);
        assertThat(done.images()).isEqualTo(20); // the file has no more
        assertThat(done.loss()).isNaN();
    }

    @Test
    void worker_thatCannot_saysSoAndGoesOn() throws IOException {
        List<String> lines = answers(
                Protocol.Round.of(1), new Protocol.Round("something", 1), setup(Work.Kind.BATCH), Protocol.Round.of(1));
        assertThat(lines.get(0)).contains("\"error\"", "before its setup");
        assertThat(lines.get(1)).contains("\"error\"", "something");
        assertThat(lines.get(3)).contains("\"images\":20.0");
    }

    @Test
    void process_answersUntilItsInputEnds_andItsEndIsAnError() {
        Path log = folder.resolve("logs/worker.log");
        try (WorkerProcess process = WorkerProcess.start(Side.diabolo(), log)) {
            Protocol.Rates rates = process.ask(Protocol.Peak.of(64), Protocol.Rates.class);
            assertThat(rates.fp32()).isPositive();
            assertThatThrownBy(() -> process.ask(Protocol.Round.of(1), Protocol.Done.class))
                    .isInstanceOf(Protocol.WorkerException.class)
                    .hasMessageContaining("before its setup");
        }
        Side noWorker =
                new Side("none", List.of(Side.diabolo().command().get(0), "-cp", "nowhere", "NoSuchClass"), Map.of());
        try (WorkerProcess process = WorkerProcess.start(noWorker, log)) {
            assertThatThrownBy(() -> process.ask(Protocol.Round.of(1), Protocol.Done.class))
                    .isInstanceOf(Protocol.WorkerException.class)
                    .hasMessageContaining("the process ended");
        }
    }
}
