package io.diabolo.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.data.DataSource;
import io.diabolo.data.LoadedData;
import io.diabolo.engine.Engine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecipesTest {

    @Test
    void print_glyphs_hasARowForEachTrialAndTheFigure() {
        Engine.setThreads(1);
        LoadedData glyphs = DataSource.glyphs();
        RecipeData data = new RecipeData("glyphs", false, glyphs.train(), glyphs.validation());
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        Recipes.print(
                List.of(new RecipeTrial(data, false, 2)), 0.1, 1, new PrintStream(out, true, StandardCharsets.UTF_8));

        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("PCA", "default", "layers", "former");
        assertThat(lines.get(1).trim().split("\\s+"))
                .hasSize(4 + Recipe.ablation().size());
        assertThat(Double.parseDouble(lines.get(2))).isGreaterThan(0);
    }
}
