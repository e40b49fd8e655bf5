package io.diabolo.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.OutputException;
import io.diabolo.study.RunResult;
import io.diabolo.study.StudyResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyReportTest {

    private static String write(StudyResult study, Path folder, Locale locale) throws IOException {
        StudyReport.write(study, folder, locale);
        String html = Files.readString(folder.resolve(StudyReport.FILE));
        assertThat(html.replaceAll("base64,[^\"]*", ""))
                .contains("<html lang=\"" + locale.getLanguage() + "\">")
                .doesNotContain("%s", "$s", ">null", "NaN", "&lt;");
        return html;
    }

    @Test
    void study_written_completeInBothLanguages(@TempDir Path folder) throws IOException {
        String english = write(new Fixture().study(), folder.resolve("en"), Locale.ENGLISH);
        String french = write(new Fixture().study(), folder.resolve("fr"), Locale.FRENCH);
        assertThat(english).contains("Limits", "0.0158\u00a0±\u00a00.0003", "At equal bytes", "<svg class=\"network\"");
        assertThat(french).contains("Limites", "0,0158\u00a0±\u00a00,0003", "À octets égaux", "<svg class=\"network\"");
        assertThat(french.split("<section", -1)).hasSameSizeAs(english.split("<section", -1));
        assertThat(french.split("<figure", -1)).hasSameSizeAs(english.split("<figure", -1));
        chartsAndNumbersLieBeside(folder.resolve("en"));
    }

    private static void chartsAndNumbersLieBeside(Path folder) throws IOException {
        assertThat(folder.resolve("charts/error-by-latent.svg")).content().startsWith("<svg");
        assertThat(folder.resolve("charts")).isDirectoryContaining("glob:**/reconstructions-conv.png");
        assertThat(folder.resolve("numbers/results.csv"))
                .content()
                .startsWith("model,latent,seeds,parameters,epochs,epochs_deviation,")
                .contains("\nconv,32,3,241441,10,0,");
        assertThat(folder.resolve("numbers/error-by-latent.csv")).content().contains("PCA,64,0.0089,");
        try (var files = Files.walk(folder)) {
            assertThat(files).noneMatch(file -> file.endsWith("study.csv"));
        }
    }

    @Test
    void poorStudy_stillWritten_saysWhatIsMissing(@TempDir Path folder) throws IOException {
        Fixture fixture = new Fixture();
        fixture.labels = false;
        fixture.pictures = false;
        fixture.seeds = 1;
        fixture.models = List.of("mlp");
        fixture.latents = List.of(8, 16);
        fixture.failures = List.of(new RunResult.Key("mlp", 16, 0));
        StudyResult study = fixture.study();
        String html = write(study, folder, Locale.ENGLISH);
        assertThat(html)
                .contains("no latent size can be recommended")
                .contains("The samples are no pictures")
                .contains("There are no labels")
                .contains("mlp-16-0")
                .contains("one seed only");
    }

    @Test
    void allRunsFailed_reportSaysSo(@TempDir Path folder) throws IOException {
        Fixture fixture = new Fixture();
        fixture.seeds = 1;
        fixture.models = List.of("mlp");
        fixture.latents = List.of(8);
        fixture.failures = List.of(new RunResult.Key("mlp", 8, 0));
        assertThat(write(fixture.study(), folder, Locale.FRENCH)).contains("l’étude n’a pas de réponse");
    }

    @Test
    void folder_isAFile_outputException(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");
        assertThatThrownBy(() -> StudyReport.write(new Fixture().study(), file, Locale.ENGLISH))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("taken");
    }
}
