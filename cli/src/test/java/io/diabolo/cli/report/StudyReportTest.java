package io.diabolo.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.OutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyReportTest {

    @Test
    void study_written_inBothLanguages(@TempDir Path folder) throws IOException {
        for (String language : List.of("en", "fr")) {
            Path out = folder.resolve(language);
            StudyReport.write(new Fixture().study(), out, Locale.forLanguageTag(language));
            String html = Files.readString(out.resolve("report.html"));
            assertThat(html).contains("<html lang=\"" + language + "\">").doesNotContain("%s", "null", "NaN");
        }
    }

    @Test
    void folder_isAFile_outputException(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");
        assertThatThrownBy(() -> StudyReport.write(new Fixture().study(), file, Locale.ENGLISH))
                .isInstanceOf(OutputException.class);
    }
}
