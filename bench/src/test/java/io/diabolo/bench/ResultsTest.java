package io.diabolo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {

    private static final Results.SideResult DIABOLO = side("diabolo", "bf16", List.of(2.0, 1.0, 4.0), 0.102);
    private static final Results.SideResult LAB = side("lab", "fp32", List.of(4.0, 4.0, 4.0), 0.1);

    private static Results.SideResult side(String name, String precision, List<Double> seconds, double loss) {
        List<Results.RoundResult> rounds = new java.util.ArrayList<>();
        for (int i = 0; i < seconds.size(); i++) {
            double taken = seconds.get(i);
            rounds.add(new Results.RoundResult(
                    i + 1, new Protocol.Done(1_000, taken, taken + 1, loss, 1_000_000L * (i + 1))));
        }
        return new Results.SideResult(name, new Protocol.Ready(10, precision, precision, 0.5), rounds);
    }

    static Results results() {
        return new Results(
                "2026-01-01T00:00:00Z",
                false,
                new Results.Machine("a processor", 2, 8_000_000_000L, "Linux", "17", "glyphs"),
                List.of("a note"),
                List.of(new Results.PeakRow("diabolo", 1, 10), new Results.PeakRow("lab", 2, 8)),
                List.of(new Results.WorkResult("a", "a title", 1_000_000, List.of(DIABOLO, LAB))),
                List.of(new Results.StepRow("a", new Protocol.PartTimes(1, 2, 3, 4, 0.5))));
    }

    @Test
    void ratio_isTheMedianOfThePairs() {
        assertThat(DIABOLO.ratioTo(LAB)).isEqualTo(new Statistics.Spread(2, 1, 4));
    }

    @Test
    void ratio_whereRoundsAreMissing_usesTheSeedsThatBothHave() {
        Results.SideResult shorter = side("lab", "fp32", List.of(4.0), 0.1);
        assertThat(DIABOLO.ratioTo(shorter).median()).isEqualTo(2);
    }

    @Test
    void peak_isTheLargestOfAllSides() {
        assertThat(results().peak("fp32")).isEqualTo(2);
        assertThat(results().peak("bf16")).isEqualTo(10);
    }

    @Test
    void table_hasALineForEachSide() {
        TextTable table = ResultTable.of(results());
        assertThat(table.rows()).hasSize(2);
        // 1e6 operations an image x 500 images/s = 0.5 GFLOP/s of 10
        assertThat(table.rows().get(0)).contains("a", "diabolo", "500", "3.50", "0.10200", "3", "5 % bf16");
        assertThat(table.rows().get(1)).contains("lab", "250", "2.00x", "1.00 - 4.00", "13 % fp32");
        assertThat(table.markdown()).contains("| lab |").contains("| --- |");
        assertThat(table.text().lines()).hasSize(3);
    }

    @Test
    void has_ofAWorkWithSeveralLines_findsItByItsLetter() {
        assertThat(results().has("a")).isTrue();
        assertThat(results().has("g")).isFalse();
        Results more = results().with("later", List.of(new Results.WorkResult("g1", "t", 0, List.of(LAB))), List.of());
        assertThat(more.has("g")).isTrue();
        assertThat(more.works()).hasSize(2);
        assertThat(more.date()).isEqualTo("later");
    }

    @Test
    void write_comesBackByRead(@TempDir Path folder) throws IOException {
        assertThat(Results.read(folder)).isEmpty();
        results().write(folder);
        assertThat(Results.read(folder)).contains(results());
        JsonNode json = Json.parse(Files.readString(folder.resolve("results.json")), JsonNode.class);
        assertThat(json.at("/works/0/sides/0/rounds/1/done/seconds").asDouble()).isEqualTo(1);
        assertThat(json.at("/steps/0/milliseconds/backward").asDouble()).isEqualTo(3);
    }
}
