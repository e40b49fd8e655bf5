package io.diabolo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerTrainingTest {

    private static final JsonNode NONE = Json.parse("{}", JsonNode.class);

    /** Answers as a script does, and writes what it was asked into a file. */
    private static final String SCRIPT = """
            while IFS= read -r line; do
              printf '%s\\n' "$line" >> asked.txt
              case $line in
                *'"ask":"load"'*) echo 'a library says this'; echo '{"settings": "fp32, 2 threads"}' ;;
                *'"ask":"choose"'*) echo '{"how": "gelu", "choices": {"mlp": {"batch": 64}}}' ;;
                *'"seed":13'*) echo '{"error": "KeyError: no luck"}' ;;
                *) echo '{"points": [{"epochs": 0.5, "seconds": 1.5, "setup_seconds": 4, "errors": [0.02]}, {"epochs": 1, "seconds": 3, "setup_seconds": 4, "errors": [0.01]}]}' ;;
              esac
            done
            """;

    @TempDir
    private Path folder = Path.of("");

    private PeerTraining peer = new PeerTraining(new Side("tuned", List.of(), Map.of()), folder);

    private final PeerTraining.Request request = PeerTraining.Request.of(
            QualityWork.MLP_8,
            new QualityData.Parts(Path.of("d"), Path.of("train"), Path.of("test"), "name"),
            List.of(0.5, 1.0),
            false);

    @BeforeEach
    void script() throws IOException {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "the script is one of a POSIX shell");
        Files.writeString(folder.resolve("peer.sh"), "cd '%s'\n%s".formatted(folder, SCRIPT));
        Side side = new Side("tuned", List.of("sh", folder.resolve("peer.sh").toString()), Map.of());
        peer = new PeerTraining(side, folder.resolve("log.txt"));
    }

    private List<String> asked() throws IOException {
        return Files.readAllLines(folder.resolve("asked.txt"));
    }

    @Test
    void curve_hasBothClocks_andTheAnswersErrors() {
        Curve curve = peer.curve(request, 1, "abc", NONE);
        assertThat(curve.how()).isEqualTo("fp32, 2 threads");
        assertThat(curve.points()).hasSize(2);
        Curve.Point last = curve.last();
        assertThat(last.seconds()).isEqualTo(3);
        assertThat(last.wholeSeconds()).isGreaterThan(7).isCloseTo(7, within(5.0));
        assertThat(last.error()).isEqualTo(0.01);
    }

    @Test
    void choice_isMadeOnce_andHandedToTheTraining() throws IOException {
        Path file = folder.resolve("choice.json");
        JsonNode choice = peer.choice(request, file);
        assertThat(file).isNotEmptyFile();
        int before = asked().size();
        assertThat(peer.choice(request, file)).isEqualTo(choice);
        assertThat(asked()).hasSize(before);
        Curve curve = peer.curve(request, 2, "abc", choice);
        assertThat(curve.how()).isEqualTo("gelu");
        assertThat(asked().get(asked().size() - 1)).contains("\"batch\":64", "\"seed\":2", "\"lengths\":[0.5,1.0]");
    }

    @Test
    void choice_doesNotTellTheScriptToMeasureOnTheTestData() throws IOException {
        peer.choice(request, folder.resolve("choice.json"));
        assertThat(asked()).hasSize(2);
        assertThat(asked().get(1)).contains("\"ask\":\"choose\"").doesNotContain("\"ask\":\"curve\"");
    }

    @Test
    void curve_ofAScriptThatFails_saysWhatItSaid() {
        assertThatThrownBy(() -> peer.curve(request, 13, "abc", NONE))
                .isInstanceOf(Protocol.WorkerException.class)
                .hasMessage("KeyError: no luck");
    }
}
