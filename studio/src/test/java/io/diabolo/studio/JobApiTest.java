package io.diabolo.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.error.BadInputException;
import io.diabolo.jobs.TrainedFolders;
import io.diabolo.jobs.TrainingWish;
import io.diabolo.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobApiTest {

    private static final String LONG =
            "{\"name\": \"%s\", \"wish\": {\"type\": \"training\", \"kind\": \"mlp\", \"latent\": 4, \"steps\": 100000}}";

    @TempDir
    Path folder = Path.of("");

    private static String id(Client.Answer started) {
        assertThat(started.status()).as(started.text()).isEqualTo(201);
        return started.json().path("job").path("id").asText();
    }

    @Test
    void training_ofTheEmbeddedPictures_endsWithCurvesSamplesAndAModel() {
        try (Studio studio = StudioFixture.studio(folder)) {
            JsonNode whole = StudioFixture.train(new Client(studio), "first");
            assertThat(whole.at("/status/job/state").asText()).isEqualTo("done");
            assertThat(whole.path("points").size()).isGreaterThan(2);
            assertThat(whole.at("/status/reference").asDouble()).isPositive();
            assertThat(whole.at("/status/result/mse").asDouble()).isPositive();
            assertThat(whole.at("/samples/originals").size()).isEqualTo(8);
            assertThat(whole.at("/samples/outputs").size()).isEqualTo(8);
            assertThat(TrainedFolders.isModel(folder.resolve("first"))).isTrue();
        }
    }

    @Test
    void training_thatIsStopped_canBeContinued() {
        try (Studio studio = StudioFixture.studio(folder)) {
            Client client = new Client(studio);
            String id = id(client.post("/api/v1/jobs", LONG.formatted("long")));
            StudioFixture.await(
                    () -> client.get("/api/v1/jobs/" + id).json().path("points").size() > 0);
            assertThat(client.post("/api/v1/jobs/" + id + "/stop", "").status()).isEqualTo(200);
            StudioFixture.await(() -> StudioFixture.state(client, id).equals("stopped"));
            String again = id(client.post("/api/v1/jobs/" + id + "/resume", ""));
            StudioFixture.await(() -> StudioFixture.state(client, again).equals("running"));
            assertThat(client.post("/api/v1/jobs/" + id + "/resume", "").status())
                    .isEqualTo(409);
            client.post("/api/v1/jobs/" + again + "/stop", "");
            StudioFixture.await(() -> StudioFixture.state(client, again).equals("stopped"));
            assertThat(client.get("/api/v1/models")
                            .json()
                            .path("unfinished")
                            .path(0)
                            .asText())
                    .isEqualTo("long");
        }
    }

    @Test
    void studio_thatWasKilled_goesOnWithWhatItHad() {
        SavedJob killed = new SavedJob(
                "0011223344556677",
                "killed",
                Names.GLYPHS,
                TrainingWish.auto().withLatent(4).withSteps(20),
                JobState.RUNNING,
                1,
                null);
        SavedJob done = new SavedJob("8899aabbccddeeff", "old", Names.GLYPHS, null, JobState.DONE, 0, null);
        JobFiles files = new JobFiles(Root.of(folder));
        files.write(killed);
        files.write(done);
        try (Studio studio = StudioFixture.studio(folder)) {
            Client client = new Client(studio);
            StudioFixture.await(() -> StudioFixture.state(client, killed.id()).equals("done"));
            assertThat(StudioFixture.state(client, done.id())).isEqualTo("done");
        }
        assertThat(Json.read(folder.resolve(Root.OWN + "/jobs/0011223344556677.json"), SavedJob.class)
                        .state())
                .isEqualTo(JobState.DONE);
    }

    @Test
    void studio_thatIsClosedWhileItTrains_leavesACheckpointForTheNext() {
        String id;
        try (Studio studio = StudioFixture.studio(folder)) {
            Client client = new Client(studio);
            id = id(client.post("/api/v1/jobs", LONG.formatted("long")));
            StudioFixture.await(
                    () -> client.get("/api/v1/jobs/" + id).json().path("points").size() > 0);
        }
        assertThat(TrainedFolders.isUnfinished(folder.resolve("long"))).isTrue();
        try (Studio next = StudioFixture.studio(folder)) {
            Client client = new Client(next);
            StudioFixture.await(() -> client.get("/api/v1/jobs/" + id)
                            .json()
                            .at("/status/progress/step")
                            .asInt()
                    > 0);
            assertThat(StudioFixture.state(client, id)).isEqualTo("running");
        }
    }

    @Test
    void jobs_thatCannotBe_areRefusedOrFailAlone() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        try (Studio studio = StudioFixture.studio(folder)) {
            Client client = new Client(studio);
            Client.Answer wrong =
                    client.post("/api/v1/jobs", "{\"name\": \"m\", \"wish\": {\"type\": \"training\", \"latent\": 0}}");
            assertThat(wrong.status()).isEqualTo(400);
            assertThat(wrong.error()).contains("latent must be 1 to 4,096");
            assertThat(client.post(
                                    "/api/v1/jobs",
                                    "{\"name\": \"m\", \"wish\": {\"type\": \"training\", \"nonsense\": 1}}")
                            .error())
                    .contains("unknown setting 'nonsense'");
            assertThat(client.post("/api/v1/jobs", "x".repeat(2 << 20)).status())
                    .isEqualTo(413);
            assertThat(client.get("/api/v1/jobs/none").status()).isEqualTo(404);

            String failing = id(client.post("/api/v1/jobs", "{\"name\": \"bad\", \"data\": \"empty\"}"));
            JsonNode good = StudioFixture.train(client, "good");
            assertThat(StudioFixture.state(client, failing)).isEqualTo("failed");
            assertThat(client.get("/api/v1/jobs/" + failing)
                            .json()
                            .at("/status/job/error")
                            .asText())
                    .contains("empty")
                    .doesNotContain(folder.toString());
            assertThat(good.at("/status/job/state").asText()).isEqualTo("done");
            assertThat(client.post("/api/v1/jobs", "{\"name\": \"good\"}").status())
                    .isEqualTo(409);
        }
    }

    @Test
    void events_beginWithAllThatIsKnownAndEndWithTheTraining() throws IOException {
        try (Studio studio = StudioFixture.studio(folder)) {
            Client client = new Client(studio);
            String id =
                    StudioFixture.train(client, "first").at("/status/job/id").asText();
            List<String> types = new ArrayList<>();
            try (Socket socket = stream(studio, client, id)) {
                BufferedReader lines = reader(socket);
                for (String line = lines.readLine(); line != null && !types.contains("end"); line = lines.readLine()) {
                    if (line.startsWith("event: ")) {
                        types.add(line.substring("event: ".length()));
                    }
                }
            }
            assertThat(types).containsExactly("all", "end");
        }
    }

    @Test
    void streams_areOnlySoMany_andOneThatLeavesMakesRoom() throws Exception {
        try (Studio studio = StudioFixture.studio(folder, Limits.usual().with(new Limits.Waiting(2, 2, 30, 30, 50)))) {
            Client client = new Client(studio);
            String id = id(client.post("/api/v1/jobs", LONG.formatted("long")));
            try (Socket first = stream(studio, client, id);
                    Socket second = stream(studio, client, id)) {
                assertThat(reader(first).readLine()).contains(" 200");
                assertThat(reader(second).readLine()).contains(" 200");
                assertThat(client.get("/api/v1/jobs/" + id + "/events").status())
                        .isEqualTo(429);
            }
            StudioFixture.await(() -> {
                try (Socket third = stream(studio, client, id)) {
                    return String.valueOf(reader(third).readLine()).contains(" 200");
                } catch (IOException e) {
                    return false;
                }
            });
        }
    }

    @Test
    void job_watchedByTwoBrowsers_tellsBothWhatOneDid() throws IOException {
        try (Studio studio = StudioFixture.studio(folder)) {
            Client client = new Client(studio);
            String id = id(client.post("/api/v1/jobs", LONG.formatted("long")));
            try (Socket first = stream(studio, client, id);
                    Socket second = stream(studio, client, id)) {
                BufferedReader one = reader(first);
                BufferedReader other = reader(second);
                for (BufferedReader browser : List.of(one, other)) {
                    assertThat(until(browser, "event: point")).contains("event: all");
                }
                client.post("/api/v1/jobs/" + id + "/stop", "");
                for (BufferedReader browser : List.of(one, other)) {
                    assertThat(until(browser, "event: end"))
                            .anyMatch(line -> line.startsWith("data:") && line.contains("\"stopped\""));
                }
            }
        }
    }

    private static List<String> until(BufferedReader lines, String last) throws IOException {
        List<String> seen = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            seen.add(line);
            if (line.equals(last)) {
                return seen;
            }
        }
        throw new AssertionError("the stream ended before " + last);
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static Socket stream(Studio studio, Client client, String id) throws IOException {
        Socket socket = client.open();
        socket.getOutputStream()
                .write("GET /api/v1/jobs/%s/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                        .formatted(id, studio.token())
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void studio_ofAFolderThatAnotherShows_isRefused() {
        try (Studio studio = StudioFixture.studio(folder)) {
            assertThat(studio.address()).startsWith("http://127.0.0.1:");
            assertThatThrownBy(() -> StudioFixture.studio(folder))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("another studio");
        }
    }
}
