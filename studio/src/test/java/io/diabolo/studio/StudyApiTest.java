package io.diabolo.studio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.jobs.TrainedFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyApiTest {

    private static final String STUDY = """
            {"name": "lab", "wish": {"type": "study", "models": ["mlp"], "latents": [2, 4], "steps": %d, "language": "fr"}}""";

    @TempDir
    Path folder = Path.of("");

    private static String begin(Client client, int steps) {
        Client.Answer started = client.post("/api/v1/jobs", STUDY.formatted(steps));
        assertThat(started.status()).as(started.text()).isEqualTo(201);
        return started.json().path("job").path("id").asText();
    }

    @Test
    void study_ofTwoSizes_tellsItsTrainingsAndEndsWithAReportThatAFrameCanRead() {
        try (Studio studio = StudioFixture.studio(folder)) {
            Client client = new Client(studio);
            String id = begin(client, 20);
            StudioFixture.await(() -> StudioFixture.isOver(client, id));
            JsonNode whole = client.get("/api/v1/jobs/" + id).json();
            assertThat(whole.at("/status/job/state").asText())
                    .as(whole.toString())
                    .isEqualTo("done");
            assertThat(whole.path("runs").findValuesAsText("latent")).containsExactly("2", "4");
            assertThat(whole.at("/runs/0/state").asText()).isEqualTo("done");
            assertThat(whole.at("/runs/1/mse").asDouble()).isPositive();
            assertThat(client.get("/api/v1/studies")
                            .json()
                            .path("studies")
                            .path(0)
                            .asText())
                    .isEqualTo("lab");

            String address = client.post("/api/v1/study/report?name=lab", "")
                    .json()
                    .path("address")
                    .asText();
            Client.Answer report = client.send("GET", address, new byte[0], Map.of());
            assertThat(report.status()).isEqualTo(200);
            assertThat(report.text()).contains("lang=\"fr\"");
            assertThat(report.response().headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'", "sandbox"));
            assertThat(client.post("/api/v1/study/report?name=lab/runs/mlp-2-0", "")
                            .status())
                    .isEqualTo(404);
            assertThat(client.send("GET", "/report/000000000000000000000000", new byte[0], Map.of())
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void study_thatIsStopped_isContinuedFromItsFolder() {
        try (Studio studio = StudioFixture.studio(folder)) {
            Client client = new Client(studio);
            String id = begin(client, 400);
            StudioFixture.await(() -> client.get("/api/v1/jobs/" + id)
                    .json()
                    .path("runs")
                    .findValuesAsText("state")
                    .contains("running"));
            client.post("/api/v1/jobs/" + id + "/stop", "");
            StudioFixture.await(() -> StudioFixture.state(client, id).equals("stopped"));
            assertThat(TrainedFolders.isUnfinishedStudy(folder.resolve("lab"))).isTrue();
            assertThat(client.post("/api/v1/jobs", STUDY.formatted(400)).status())
                    .isEqualTo(409);
            JsonNode again = client.post("/api/v1/jobs", "{\"name\": \"lab\", \"resume\": true}")
                    .json();
            String resumed = again.at("/job/id").asText();
            assertThat(again.at("/job/wish/type").asText()).isEqualTo("study");
            StudioFixture.await(() -> StudioFixture.isOver(client, resumed));
            assertThat(StudioFixture.state(client, resumed)).isEqualTo("done");
            assertThat(folder.resolve("lab/report.html")).exists();
        }
    }

    @Test
    void studies_thatCannotBe_areRefused() {
        try (Studio studio = StudioFixture.studio(folder)) {
            Client client = new Client(studio);
            assertThat(client.post(
                                    "/api/v1/jobs",
                                    "{\"name\": \"s\", \"wish\": {\"type\": \"study\", \"latents\": []}}")
                            .error())
                    .contains("1 to 16 sizes");
            assertThat(client.post("/api/v1/jobs", "{\"name\": \"s\", \"wish\": {\"type\": \"study\", \"seeds\": 0}}")
                            .error())
                    .contains("seeds must be 1 to 20");
            assertThat(client.post("/api/v1/jobs", "{\"name\": \"s\", \"wish\": {\"type\": \"nothing\"}}")
                            .error())
                    .contains("unknown type 'nothing'", "study");
            assertThat(Files.exists(folder.resolve("s"))).isFalse();
        }
    }
}
