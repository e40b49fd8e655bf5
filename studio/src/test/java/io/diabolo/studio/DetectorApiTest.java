package io.diabolo.studio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.engine.Device;
import io.diabolo.jobs.DetectChoice;
import io.diabolo.jobs.DetectFitRequest;
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
            assertThat(client.get("/api/v1/detector/findings?name=guard&data=none.csv")
                            .status())
                    .isEqualTo(404);
            assertThat(client.get("/api/v1/detector/findings?name=new.csv&data=new.csv")
                            .status())
                    .isEqualTo(404);
        }
    }
}
