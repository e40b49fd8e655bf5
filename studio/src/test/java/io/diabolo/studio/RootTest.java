package io.diabolo.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootTest {

    @TempDir
    Path folder = Path.of("");

    private Path shown = Path.of("");

    @BeforeEach
    void fill() throws IOException {
        shown = Files.createDirectories(folder.resolve("shown"));
        Files.createDirectories(folder.resolve("secret"));
        Files.write(folder.resolve("secret/own.png"), StudioFixture.png(4, 4));
        Files.createDirectories(shown.resolve("pictures"));
        Files.write(shown.resolve("pictures/a.png"), StudioFixture.png(4, 4));
        Files.write(shown.resolve("pictures/b.png"), StudioFixture.png(4, 4));
        Files.createDirectories(shown.resolve(".hidden"));
        Files.write(shown.resolve(".hidden/c.png"), StudioFixture.png(4, 4));
        Files.createSymbolicLink(shown.resolve("link"), folder.resolve("secret"));
        Files.createSymbolicLink(shown.resolve("pictures/d.png"), folder.resolve("secret/own.png"));
    }

    @Test
    void existing_ofWhatIsInTheFolder_isItsPath() throws IOException {
        Root root = Root.of(shown);
        Path picture = root.existing("pictures/a.png");
        assertThat(picture).isEqualTo(shown.toRealPath().resolve("pictures/a.png"));
        assertThat(root.name(picture)).isEqualTo("pictures/a.png");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret/own.png",
                "pictures/../../secret/own.png",
                "/etc/passwd",
                "link/own.png",
                "pictures/d.png",
                ".hidden/c.png",
                "pictures//a.png",
                "pictures\\..\\..\\secret",
                "C:/windows",
                ".",
                "..",
                "./pictures"
            })
    void existing_ofWhatLeadsOut_isForbidden(String name) {
        assertThatThrownBy(() -> Root.of(shown).existing(name))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.status()).isEqualTo(RequestException.FORBIDDEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "..", ".x", "a b", "con", "nul.txt", "é", "-x", "a."})
    void fresh_ofANameThatIsNone_isRefused(String name) {
        assertThatThrownBy(() -> Root.of(shown).fresh(name)).isInstanceOf(RequestException.class);
    }

    @Test
    void fresh_ofALinkThatLeadsOut_isForbidden() {
        assertThatThrownBy(() -> Root.of(shown).fresh("link")).isInstanceOf(RequestException.class);
    }

    @Test
    void listing_leavesOutLinksAndWhatIsHidden() {
        Listing listing = Listing.of(Root.of(shown));
        assertThat(listing.pictures()).isEqualTo(List.of("pictures/a.png", "pictures/b.png"));
        assertThat(listing.data()).extracting(Listing.Data::name).containsExactly(Names.GLYPHS, "pictures");
        assertThat(listing.complete()).isTrue();
    }

    @Test
    void listing_namesTheFolderOfPackedPicturesAndPackedTables() throws IOException {
        Path mnist = Files.createDirectories(shown.resolve("mnist"));
        for (String name : List.of("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "table.csv.gz")) {
            Files.write(mnist.resolve(name), new byte[1]);
        }
        Files.write(shown.resolve("faces.idx3.gz"), new byte[1]);
        Files.write(mnist.resolve("picture.png.gz"), new byte[1]);
        assertThat(Listing.of(Root.of(shown)).data())
                .extracting(Listing.Data::name)
                .containsExactly(Names.GLYPHS, "faces.idx3.gz", "mnist", "mnist/table.csv.gz", "pictures");
    }

    @Test
    void requests_thatLeadOut_getNothing() {
        try (Studio studio = StudioFixture.studio(shown)) {
            Client client = new Client(studio);
            for (String name : List.of("../secret/own.png", "%2Fetc%2Fpasswd", "link/own.png", "pictures/d.png")) {
                assertThat(client.post("/api/v1/pictures?name=" + name, "").status())
                        .as(name)
                        .isEqualTo(403);
                assertThat(client.get("/api/v1/model?name=" + name).status())
                        .as(name)
                        .isEqualTo(403);
                assertThat(client.get("/api/v1/data/summary?name=" + name).status())
                        .as(name)
                        .isEqualTo(403);
            }
            Client.Answer outside = client.post("/api/v1/jobs", "{\"name\": \"m\", \"data\": \"../secret\"}");
            assertThat(outside.status()).isEqualTo(403);
            assertThat(client.post("/api/v1/jobs", "{\"name\": \"../m\"}").status())
                    .isEqualTo(400);
        }
    }

    @Test
    void messages_nameNoPathOfTheMachine() throws IOException {
        Files.write(shown.resolve("pictures/broken.png"), new byte[] {1, 2, 3});
        try (Studio studio = StudioFixture.studio(shown)) {
            Client.Answer answer = new Client(studio).post("/api/v1/pictures?name=pictures/broken.png", "");
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.error())
                    .contains("pictures/broken.png cannot be decoded")
                    .doesNotContain(folder.toString());
        }
    }
}
