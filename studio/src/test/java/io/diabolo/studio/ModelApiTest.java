package io.diabolo.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // made before each test
class ModelApiTest {

    @TempDir
    Path temporary = Path.of("");

    private Path folder;
    private Studio studio;
    private Client client;

    @BeforeEach
    void train() throws IOException {
        folder = Files.createDirectories(temporary.resolve("shown"));
        studio = StudioFixture.studio(folder);
        client = new Client(studio);
        StudioFixture.train(client, "first");
    }

    @AfterEach
    void stop() {
        studio.close();
    }

    @Test
    void models_areListedWithFigures() throws IOException {
        Files.createDirectories(folder.resolve("damaged"));
        Files.writeString(folder.resolve("damaged/config.json"), "{\"format\": 2}");
        Files.writeString(folder.resolve("damaged/model.safetensors"), "nothing");
        JsonNode models = client.get("/api/v1/models").json().path("models");
        assertThat(models).hasSize(2);
        JsonNode first = models.path(1);
        assertThat(models.path(0).path("error").asText()).isNotEmpty();
        assertThat(first.path("name").asText()).isEqualTo("first");
        assertThat(first.at("/figures/latent").asInt()).isEqualTo(4);
        assertThat(first.at("/figures/pictures").asBoolean()).isTrue();
        assertThat(first.path("sheet").asBoolean()).isTrue();
        assertThat(client.get("/api/v1/model/sheet?name=first")
                        .response()
                        .headers()
                        .firstValue("Content-Type"))
                .hasValue("image/png");
        assertThat(client.get("/api/v1/model?name=first").json().path("layers").size())
                .isPositive();
    }

    @Test
    void codes_ofAPicture_decodeToItsReconstruction() {
        String id = client.post("/api/v1/pictures", StudioFixture.png(28, 28))
                .json()
                .path("id")
                .asText();
        String ids = "{\"pictures\": [\"%s\"]}".formatted(id);
        JsonNode codes = client.post("/api/v1/model/encode?name=first", ids).json();
        assertThat(codes.path("codes").path(0).size()).isEqualTo(4);
        JsonNode decoded =
                client.post("/api/v1/model/decode?name=first", codes.toString()).json();
        JsonNode rebuilt =
                client.post("/api/v1/model/reconstruct?name=first", ids).json();
        assertThat(decoded.at("/pictures/0").asText())
                .isNotEmpty()
                .isEqualTo(rebuilt.at("/pictures/0").asText());
    }

    @Test
    void map_hasAPointAndASpriteForEachSample() throws IOException {
        JsonNode map = client.get("/api/v1/model/map?name=first&most=50").json().path("map");
        assertThat(map.path("points").size()).isEqualTo(50);
        assertThat(map.at("/points/0/code").size()).isEqualTo(4);
        assertThat(map.path("labels").size()).isPositive();
        var sprites = javax.imageio.ImageIO.read(
                new java.io.ByteArrayInputStream(map.at("/sprites/png").binaryValue()));
        assertThat(sprites.getWidth()).isEqualTo(32 * 28);
        assertThat(sprites.getHeight()).isEqualTo(2 * 28);
    }

    @Test
    void map_byAnotherLayout_hasTheSameCodesElsewhere() {
        JsonNode pca = client.get("/api/v1/model/map?name=first&most=60").json().path("map");
        JsonNode tsne = client.get("/api/v1/model/map?name=first&most=60&layout=tsne")
                .json()
                .path("map");
        assertThat(tsne.at("/points/7/code")).isEqualTo(pca.at("/points/7/code"));
        assertThat(tsne.at("/points/7/x").asDouble())
                .isNotEqualTo(pca.at("/points/7/x").asDouble());
        assertThat(client.get("/api/v1/model/map?name=first&layout=umap").error())
                .isEqualTo("the layout must be pca, autoencoder or tsne, was 'umap'");
    }

    @Test
    void cloud_onTheAxesOfAMap_hasItsPoints() {
        JsonNode map =
                client.get("/api/v1/model/map?name=first&most=2000").json().path("map");
        Client.Answer answer =
                client.post("/api/v1/model/cloud?name=first", "{\"axes\": %s}".formatted(map.path("axes")));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        ByteBuffer cloud = ByteBuffer.wrap(answer.response().body()).order(ByteOrder.LITTLE_ENDIAN);
        int samples = map.path("samples").asInt();
        assertThat(cloud.remaining()).isEqualTo(9 * samples);
        assertThat(map.path("points").size()).as("all of them are in the map").isEqualTo(samples);
        for (int i = 0; i < samples; i++) {
            JsonNode point = map.path("points").path(i);
            assertThat(cloud.getFloat(4 * i)).isCloseTo(point.path("x").floatValue(), within(1e-3f));
            assertThat(cloud.getFloat(4 * (samples + i)))
                    .isCloseTo(point.path("y").floatValue(), within(1e-3f));
            assertThat((int) cloud.get(8 * samples + i))
                    .isEqualTo(point.path("label").asInt());
        }
        assertThat(client.post("/api/v1/model/cloud?name=first", "{\"axes\": [[1], [0, 1]]}")
                        .error())
                .isEqualTo("two axes of 5 numbers each are needed");
    }

    @Test
    void map_ofAModelWhoseDataLiesElsewhere_isForbidden() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolveSibling("elsewhere"));
        Path training = folder.resolve("first/training.json");
        String moved = Files.readString(training).replace("\"data\" : null", "\"data\" : \"%s\"".formatted(elsewhere));
        assertThat(moved).contains(elsewhere.toString());
        Files.writeString(training, moved);
        assertThat(client.get("/api/v1/model/map?name=first").status()).isEqualTo(403);
    }

    @Test
    void decode_ofCodesThatDoNotFit_isRefused() {
        Client.Answer wrong = client.post("/api/v1/model/decode?name=first", "{\"codes\": [[1, 2]]}");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.error()).isEqualTo("a code of this model has 4 numbers, not 2");
        assertThat(client.post("/api/v1/model/decode?name=first", "{\"codes\": []}")
                        .status())
                .isEqualTo(400);
        assertThat(client.post("/api/v1/model/decode?name=nothing", "{\"codes\": [[1]]}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void eightClientsAtOnce_getWhatEachAskedFor() throws Exception {
        List<String> alone = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            alone.add(decoded(i));
        }
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> asked = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                int which = i % 8;
                asked.add(() -> decoded(which));
            }
            List<Future<String>> answers = clients.invokeAll(asked);
            for (int i = 0; i < 64; i++) {
                assertThat(answers.get(i).get()).isEqualTo(alone.get(i % 8));
            }
        } finally {
            clients.shutdown();
        }
    }

    private String decoded(int which) {
        return client.post("/api/v1/model/decode?name=first", "{\"codes\": [[%d, 0.5, -1, 2]]}".formatted(which))
                .text();
    }

    @Test
    void delete_withoutItsNameAgain_leavesIt_andWithItRemovesWhatTrainingWroteAlone() throws IOException {
        Files.writeString(folder.resolve("first/notes.txt"), "mine");
        assertThat(client.delete("/api/v1/model?name=first").status()).isEqualTo(400);
        assertThat(client.delete("/api/v1/model?name=first&confirm=other").status())
                .isEqualTo(400);
        assertThat(folder.resolve("first/config.json")).exists();
        assertThat(client.delete("/api/v1/model?name=first&confirm=first").status())
                .isEqualTo(200);
        assertThat(folder.resolve("first")).isDirectoryContaining("glob:**/notes.txt");
        assertThat(folder.resolve("first/model.safetensors")).doesNotExist();
        assertThat(client.get("/api/v1/model?name=first").status()).isEqualTo(404);
    }

    @Test
    void summary_ofTheEmbeddedPictures_hasLabelsAndASheet() {
        JsonNode summary = client.get("/api/v1/data/summary?name=glyphs").json();
        assertThat(summary.at("/data/splits/train").asInt()).isPositive();
        assertThat(summary.at("/data/labels").size()).isGreaterThan(1);
        assertThat(summary.path("sheet").asText()).startsWith("iVBOR");
    }
}
