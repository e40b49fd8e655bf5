package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code map} as a user types it. */
class MapCommandTest {

    @TempDir
    static Path shared = Path.of("");

    @TempDir
    Path folder = Path.of("");

    private static Path model = Path.of("");

    @BeforeAll
    static void train() {
        model = shared.resolve("my model");
        Shell.Result trained = Shell.run(
                "train",
                "--limit",
                "600",
                "--steps",
                "30",
                "--batch",
                "32",
                "--latent",
                "8",
                "--out",
                model.toString());
        assertThat(trained.code()).as(trained.err()).isZero();
    }

    @Test
    void map_ofTheTestPart_writesAPageOnce_andSaysHowManyNeighboursItKeeps() throws IOException {
        Path map = folder.resolve("map");
        Shell.Result result =
                Shell.run("map", model.toString(), "--layouts", "pca,tsne", "--out", map.toString(), "--threads", "1");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains(
                        "trustworthiness",
                        "pca",
                        "tsne",
                        map.resolve("map.html").toString());
        assertThat(Files.readString(map.resolve("map.html"))).contains("class=\"pointmap\"", "data:image/png;base64,");
        assertThat(map.resolve("charts").resolve("tsne.png")).isNotEmptyFile();
        Shell.Result again = Shell.run("map", model.toString(), "--layouts", "pca", "--out", map.toString());
        assertThat(again.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(again.err()).contains("map.html exists");
        JsonNode french = Shell.run(
                        "map",
                        model.toString(),
                        "--layouts",
                        "pca",
                        "--lang",
                        "fr",
                        "--force",
                        "--json",
                        "--out",
                        map.toString())
                .json();
        assertThat(french.get("rows").get(0).get("trustworthiness").asDouble()).isBetween(0.5, 1.0);
        assertThat(Files.readString(map.resolve("map.html"))).contains("Une carte des codes");
    }

    @Test
    void map_ofFewSamples_isRefusedInOneLine() {
        Path pictures = folder.resolve("pictures");
        for (int i = 0; i < 3; i++) {
            PictureFiles.write(pictures.resolve("p" + i + ".png"), new Picture(1, 28, 28, new byte[28 * 28]));
        }
        Shell.Result result = Shell.run(
                "map",
                model.toString(),
                pictures.toString(),
                "--out",
                folder.resolve("map").toString());
        assertThat(result.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(result.err()).contains("a plane takes at least 20 codes of 2 or more numbers, these are 3 of 8");
        assertThat(folder.resolve("map")).doesNotExist();
    }
}
