package io.diabolo.studio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway.Init") // made before each test
class UploadApiTest {

    private static final byte[] PICTURE = StudioFixture.png(8, 8);

    @TempDir
    Path temporary = Path.of("");

    private Path folder;
    private Studio studio;
    private Client client;

    @BeforeEach
    void start() throws IOException {
        folder = Files.createDirectories(temporary.resolve("shown"));
        studio = StudioFixture.studio(folder, Limits.usual().with(new Limits.Uploads(3_000, 5, 1_000, 1 << 20, 12)));
        client = new Client(studio);
    }

    @AfterEach
    void stop() {
        studio.close();
    }

    @Test
    void pictures_withLabels_areDataThatIsListedAndDescribed() {
        for (int i = 0; i < 5; i++) {
            for (String label : List.of("good", "bad")) {
                Client.Answer answer =
                        client.post("/api/v1/data?set=parts&label=%s&file=%d.png".formatted(label, i), PICTURE);
                assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                assertThat(answer.json().path("data").asText()).isEqualTo("uploads/parts");
            }
        }
        assertThat(client.get("/api/v1/data").json().path("data").findValuesAsText("name"))
                .contains("uploads/parts");
        JsonNode summary = client.get("/api/v1/data/summary?name=uploads/parts").json();
        assertThat(summary.at("/data/samples").asInt()).isEqualTo(10);
        assertThat(summary.at("/data/labels").size()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "..%2F..%2Fx,a.png",
        "%2Fetc,passwd.png",
        "s,..%2F..%2F..%2Fa.png",
        "s,.hidden.png",
        "s,a%00b.png",
        "s,%C3%A9t%C3%A9%20(1).png"
    })
    void names_whatever_stayInTheFolderAndAreOnePart(String set, String file) throws IOException {
        Client.Answer answer = client.post("/api/v1/data?set=%s&file=%s".formatted(set, file), PICTURE);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        try (Stream<Path> all = Files.walk(temporary)) {
            List<Path> files =
                    all.filter(path -> path.toString().endsWith(".png")).toList();
            assertThat(files).hasSize(1);
            assertThat(files.get(0))
                    .hasParent(folder.resolve("uploads")
                            .resolve(files.get(0).getName(files.get(0).getNameCount() - 2)));
            assertThat(String.valueOf(files.get(0).getFileName())).matches("[A-Za-z0-9][A-Za-z0-9._-]*");
        }
    }

    @Test
    void files_whoseNamesBecomeTheSame_areBothKept() {
        client.post("/api/v1/data?set=s&file=a%20b.png", PICTURE);
        assertThat(client.post("/api/v1/data?set=s&file=a_b.png", PICTURE)
                        .json()
                        .path("file")
                        .asText())
                .isEqualTo("uploads/s/a_b-2.png");
    }

    @Test
    void uploads_thatAreNoDataOrTooLargeOrTooMany_leaveNothingBehind() throws IOException {
        assertThat(client.post("/api/v1/data?set=s&file=run.sh", PICTURE).status())
                .isEqualTo(400);
        assertThat(client.post("/api/v1/data?set=s&file=...", PICTURE).status()).isEqualTo(400);
        assertThat(client.post("/api/v1/data?set=con&file=a.png", PICTURE).status())
                .isEqualTo(400);
        assertThat(client.post("/api/v1/data?set=s&file=a.png", new byte[3_001]).status())
                .isEqualTo(413);
        assertThat(client.post("/api/v1/data?file=a.png", PICTURE).status()).isEqualTo(400);
        for (int i = 0; i < 20; i++) {
            client.post("/api/v1/data?set=s&file=%d.csv".formatted(i), "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
        }
        Client.Answer last = client.post("/api/v1/data?set=s&file=z.csv", "a\n1\n");
        assertThat(last.status()).isEqualTo(429);
        try (Stream<Path> files = Files.list(folder.resolve("uploads/s"))) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())).toList())
                    .isNotEmpty()
                    .allMatch(name -> name.endsWith(".csv"))
                    .hasSizeLessThan(13);
        }
    }

    @Test
    void upload_ofAGigabyte_isRefusedBeforeItIsSent() throws IOException {
        assertThat(client.raw(
                        "POST /api/v1/data?set=s&file=a.csv HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                                .formatted(studio.token(), 1L << 30)))
                .contains(" 413");
        assertThat(folder.resolve("uploads/s/a.csv")).doesNotExist();
    }

    @Test
    void uploads_throughALinkThatLeadsOut_areRefused() throws IOException {
        Path outside = Files.createDirectories(temporary.resolve("outside"));
        Files.createSymbolicLink(folder.resolve("uploads"), outside);
        assertThat(client.post("/api/v1/data?set=s&file=a.png", PICTURE).status())
                .isEqualTo(403);
        try (Stream<Path> files = Files.walk(outside)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }
}
