package io.diabolo.studio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.engine.Device;
import io.diabolo.jobs.DetectChoice;
import io.diabolo.jobs.DetectFitRequest;
import io.diabolo.jobs.DetectThresholdRequest;
import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.Jobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectorApiTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void detector_askedFor_isFittedInTheQueueAndListed() throws IOException {
        StringBuilder normal = new StringBuilder("id,a,b,state\n");
        for (int i = 0; i < 400; i++) {
            normal.append("%d,%d,%d,%s\n".formatted(i, i % 50, 2 * (i % 50), i % 10 == 0 ? "odd" : "ok"));
        }
        Files.writeString(folder.resolve("normal.csv"), normal);
        try (Studio studio = StudioFixture.studio(folder)) {
            Client client = new Client(studio);
            Client.Answer started = client.post("/api/v1/jobs", """
                    {"name": "guard", "data": "normal.csv", "wish": {"type": "detector", "false_alarms": 0.05,
                    "target": "state", "normal": "ok", "ignore": ["id"], "steps": 50}}""");
            assertThat(started.status()).as(started.text()).isEqualTo(201);
            String id = started.json().at("/job/id").asText();
            StudioFixture.await(() -> StudioFixture.isOver(client, id));
            JsonNode whole = client.get("/api/v1/jobs/" + id).json();
            assertThat(whole.at("/status/job/state").asText())
                    .as(whole.toString())
                    .isEqualTo("done");
            assertThat(whole.at("/status/progress/step").asInt()).isEqualTo(50);
            assertThat(whole.path("points")).isEmpty();
            assertThat(client.get("/api/v1/detectors")
                            .json()
                            .path("detectors")
                            .path(0)
                            .asText())
                    .isEqualTo("guard");
            assertThat(client.get("/api/v1/detector/findings?name=guard&data=normal.csv")
                            .json()
                            .at("/judgement/false_alarms")
                            .asDouble())
                    .isEqualTo(0.05);
        }
    }

    @Test
    void rowThatDoesNotFit_isTheStrangestAndSaysWhy() throws IOException {
        StringBuilder normal = new StringBuilder("a,b,c\n");
        for (int i = 0; i < 600; i++) {
            normal.append("%d,%d,%d\n".formatted(i % 50, 2 * (i % 50), (i * 7) % 11));
        }
        Files.writeString(folder.resolve("normal.csv"), normal);
        Files.writeString(folder.resolve("new.csv"), "a,b,c\n10,20,4\n11,22,3\n12,24,5\n10,95,4\n");
        new Jobs(1, 1, () -> Device.CPU)
                .fitDetector(
                        DetectFitRequest.of(folder.resolve("normal.csv"), folder.resolve("guard"))
                                .with(DetectChoice.auto().withSteps(150).withMembers(1)),
                        JobControl.none());
        try (Studio studio = StudioFixture.studio(folder)) {
            Client client = new Client(studio);
            assertThat(client.get("/api/v1/detectors")
                            .json()
                            .path("detectors")
                            .path(0)
                            .asText())
                    .isEqualTo("guard");
            JsonNode judgement = client.get("/api/v1/detector/findings?name=guard&data=new.csv")
                    .json()
                    .path("judgement");
            assertThat(judgement.path("p_values").size()).isEqualTo(4);
            assertThat(judgement.at("/strangest/0/item").asText()).isEqualTo("new.csv#5");
            assertThat(judgement.at("/strangest/0/abnormal").asBoolean()).isTrue();
            assertThat(judgement.at("/strangest/0/reasons/0/expected").asText()).isNotEmpty();
            new Jobs(1, 1, () -> Device.CPU)
                    .threshold(
                            new DetectThresholdRequest(folder.resolve("guard").toString(), 0.2), JobControl.none());
            assertThat(client.get("/api/v1/detector/findings?name=guard&data=new.csv")
                            .json()
                            .at("/judgement/false_alarms")
                            .asDouble())
                    .as("a detector that is loaded follows its folder")
                    .isEqualTo(0.2);
            assertThat(client.get("/api/v1/detector/findings?name=guard&data=none.csv")
                            .status())
                    .isEqualTo(404);
            assertThat(client.get("/api/v1/detector/findings?name=new.csv&data=new.csv")
                            .status())
                    .isEqualTo(404);
        }
    }
}
