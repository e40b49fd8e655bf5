package io.diabolo.studio;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.engine.Device;
import io.diabolo.jobs.DataChoice;
import io.diabolo.jobs.DataReading;
import io.diabolo.jobs.DetectChoice;
import io.diabolo.jobs.DetectFitRequest;
import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.Jobs;
import io.diabolo.jobs.TrainingWish;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Figures of a studio, printed: by hand, with {@code -Ddiabolo.figures=true}, on a machine that does nothing else. */
@EnabledIfSystemProperty(named = "diabolo.figures", matches = "true")
class StudioFiguresTest {

    private static final int USERS = 20;
    private static final int PAIRS = 3;
    private static final int STEPS = 2_000;

    @TempDir
    Path folder = Path.of("");

    private static void print(String what, String figures) {
        System.out.printf("%-46s %s%n", what, figures);
    }

    private static double millis(Callable<Client.Answer> request) throws Exception {
        long start = System.nanoTime();
        Client.Answer answer = request.call();
        double millis = (System.nanoTime() - start) / 1e6;
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return millis;
    }

    private static void printMillis(String what, List<Double> millis) {
        double[] sorted = millis.stream().mapToDouble(value -> value).sorted().toArray();
        print(
                what,
                "median %.1f ms, p99 %.1f ms"
                        .formatted(sorted[sorted.length / 2], sorted[(int) (0.99 * sorted.length)]));
    }

    @Test
    void requests_aloneAndOfTwentyUsers_takeSoLong() throws Exception {
        try (Studio studio = StudioFixture.studio(folder)) {
            Client client = new Client(studio);
            StudioFixture.train(client, "first");
            Callable<Client.Answer> decode =
                    () -> client.post("/api/v1/model/decode?name=first", "{\"codes\": [[1, 0.5, -1, 2]]}");
            List<Double> alone = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                double millis = millis(decode);
                if (i >= 200) {
                    alone.add(millis);
                }
            }
            printMillis("a code decoded, one user", alone);
            ExecutorService users = Executors.newFixedThreadPool(USERS);
            try {
                List<Callable<Double>> asked = new ArrayList<>();
                for (int i = 0; i < USERS * 100; i++) {
                    asked.add(() -> millis(decode));
                }
                List<Double> together = new ArrayList<>();
                for (Future<Double> answer : users.invokeAll(asked)) {
                    together.add(answer.get());
                }
                printMillis("a code decoded, 20 users", together);
            } finally {
                users.shutdown();
            }
            List<Double> maps = new ArrayList<>();
            for (String layout : List.of("pca", "tsne")) {
                maps.add(millis(() -> client.get("/api/v1/model/map?name=first&most=1000&layout=" + layout)));
            }
            print("1,000 codes in a plane", "pca %.0f ms, t-SNE %.0f ms".formatted(maps.get(0), maps.get(1)));
        }
    }

    @Test
    void million_codesAsDots_panSoFast() throws Exception {
        Path data = Files.createDirectories(folder.resolve("many"));
        idx(data.resolve("train"), 2_000);
        idx(data.resolve("t10k"), 1_000_000);
        try (Studio studio = StudioFixture.studio(folder)) {
            Client client = new Client(studio);
            Client.Answer started = client.post("/api/v1/jobs", """
                    {"name": "first", "data": "many", "wish": {"type": "training", "kind": "mlp", "latent": 4, "steps": 100}}""");
            String id = started.json().at("/job/id").asText();
            StudioFixture.await(() -> StudioFixture.isOver(client, id));
            print(
                    "a plane of 1,000 of 1,000,000 codes",
                    "%.0f ms".formatted(millis(() -> client.get("/api/v1/model/map?name=first&most=1000"))));
            try (Chromium browser = Chromium.start(
                    Chromium.installed().orElseThrow(), Files.createDirectories(folder.resolve("profile")))) {
                browser.look("en", false, false);
                browser.open(studio.address());
                browser.evaluate("location.hash = '#/latent'");
                browser.await("document.querySelector('.hint button.link')");
                long start = System.nanoTime();
                browser.evaluate("document.querySelector('.hint button.link').click()");
                browser.await("/\\d as dots$/.test(document.querySelector('.plane').previousSibling.textContent)");
                print("1,000,000 codes as dots", "%.1f s".formatted((System.nanoTime() - start) / 1e9));
                double fps = browser.evaluate("""
                        (async () => {
                          const canvas = document.querySelector(".plane canvas");
                          const box = canvas.getBoundingClientRect();
                          const tell = (type, x, buttons) => canvas.dispatchEvent(new PointerEvent(type, {
                            clientX: box.x + x, clientY: box.y + 100, button: 2, buttons, pointerId: 1 }));
                          canvas.setPointerCapture = () => {};
                          tell("pointerdown", 100, 2);
                          const begin = performance.now();
                          for (let i = 0; i < 60; i++) {
                            tell("pointermove", 100 + i, 2);
                            await new Promise(requestAnimationFrame);
                          }
                          tell("pointerup", 160, 0);
                          return 60_000 / (performance.now() - begin);
                        })()""").asDouble();
                print("frames a second while they are moved", "%.0f".formatted(fps));
            }
        }
    }

    /** Pictures 8x8 of random gray, with labels, as MNIST's files. */
    private static void idx(Path prefix, int count) throws IOException {
        Random random = new Random(count);
        byte[] pictures = new byte[16 + 64 * count];
        random.nextBytes(pictures);
        ByteBuffer.wrap(pictures).putInt(0x803).putInt(count).putInt(8).putInt(8);
        Files.write(Path.of(prefix + "-images-idx3-ubyte"), pictures);
        byte[] labels = new byte[8 + count];
        ByteBuffer.wrap(labels).putInt(0x801).putInt(count);
        for (int i = 0; i < count; i++) {
            labels[8 + i] = (byte) (i % 10);
            pictures[16 + 64 * i] = (byte) (20 * (i % 10));
        }
        Files.write(Path.of(prefix + "-labels-idx1-ubyte"), labels);
    }

    @Test
    void detection_ofOnePicture_takesSoLong() throws Exception {
        Path normal = Files.createDirectories(folder.resolve("normal"));
        for (int i = 0; i < 120; i++) {
            Files.write(normal.resolve(i + ".png"), StudioFixture.png(256, 256 - i % 3));
        }
        Path one = Files.createDirectories(folder.resolve("one"));
        Files.write(one.resolve("part.png"), StudioFixture.png(256, 256));
        new Jobs(0, 1, () -> Device.CPU)
                .fitDetector(
                        new DetectFitRequest(
                                new DataChoice(normal.toString(), DataReading.ofPictures("256x256", true)),
                                null,
                                null,
                                folder.resolve("guard").toString(),
                                false,
                                DetectChoice.auto().withSteps(10).withFalseAlarms(0.1),
                                List.of()),
                        JobControl.none());
        try (Studio studio = StudioFixture.studio(folder)) {
            Client client = new Client(studio);
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                double millis = millis(() -> client.get("/api/v1/detector/findings?name=guard&data=one"));
                if (i >= 10) {
                    times.add(millis);
                }
            }
            printMillis("a picture of 256x256 judged, with its heat map", times);
        }
    }

    @Test
    void training_thatIsWatched_losesSoMuch() throws Exception {
        try (Studio studio = StudioFixture.studio(folder)) {
            secondsAlone("warm-up");
            double[] ratios = new double[PAIRS];
            for (int i = 0; i < PAIRS; i++) {
                double alone = secondsAlone("alone-" + i);
                ratios[i] = secondsWatched(studio, "watched-" + i) / alone;
            }
            Arrays.sort(ratios);
            print(
                    "a training with a page that watches it",
                    "takes %.3f times as long (%.3f to %.3f)"
                            .formatted(ratios[PAIRS / 2], ratios[0], ratios[PAIRS - 1]));
        }
    }

    /** As the command line trains, without a studio. */
    private double secondsAlone(String name) {
        new Jobs(1, 1, () -> Device.CPU)
                .train(
                        TrainingWish.auto().withLatent(16).withSteps(STEPS).into(folder.resolve(name), null),
                        JobControl.none());
        return seconds(name);
    }

    private double secondsWatched(Studio studio, String name) throws IOException {
        Client client = new Client(studio);
        Client.Answer started = client.post("/api/v1/jobs", """
                {"name": "%s", "wish": {"type": "training", "latent": 16, "steps": %d}}""".formatted(name, STEPS));
        String id = started.json().path("job").path("id").asText();
        try (Socket socket = client.open()) {
            socket.setSoTimeout(0);
            socket.getOutputStream()
                    .write(
                            "GET /api/v1/jobs/%s/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                                    .formatted(id, studio.token())
                                    .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }
        assertThat(StudioFixture.state(client, id)).isEqualTo("done");
        return seconds(name);
    }

    private double seconds(String name) {
        List<QueuedJob.Point> points = new JobFiles(Root.of(folder)).history(folder.resolve(name));
        return points.get(points.size() - 1).seconds();
    }

    @Test
    void start_untilTheFirstPage_takesSoLong() throws Exception {
        List<Double> times = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            try (Studio studio = StudioFixture.studio(Files.createDirectories(folder.resolve("empty")))) {
                Client client = new Client(studio);
                bytes = client.get("/").response().body().length;
                times.add((System.nanoTime() - start) / 1e6);
                for (String name : new Pages().names()) {
                    bytes += name.equals("openapi.json")
                            ? 0
                            : client.get("/app/" + name).response().body().length;
                }
            }
        }
        printMillis("a server started in a warm JVM, first page", times);
        print("all that a browser loads", "%,d bytes".formatted(bytes));
    }
}
