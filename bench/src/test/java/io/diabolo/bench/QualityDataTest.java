package io.diabolo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.LoadedData;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QualityDataTest {

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(QualityData.Source.class)
    void parts_areReadByDiabolo_withTheirTestPart(QualityData.Source source) {
        QualityData.Parts parts = new QualityData(null, folder, true).parts(source);
        LoadedData loaded = DataSource.open(parts.data(), DataOptions.defaults());
        // Validation comes out of the training part, test is as it is in the files.
        assertThat(loaded.test().size()).isGreaterThanOrEqualTo(20);
        assertThat(loaded.train().size()).isGreaterThan(loaded.validation().size());
        assertThat(parts.test()).isNotEmptyFile();
        int sampled = source == QualityData.Source.TABLE
                ? loaded.test().size()
                : DataSource.openWhole(parts.test(), DataOptions.defaults()).size();
        assertThat(loaded.test().size()).isEqualTo(sampled);
    }

    @Test
    void parts_ofRealData_areOfTheirFiles() {
        String given = System.getenv("DIABOLO_DATA");
        assumeTrue(given != null && !given.isBlank(), "DIABOLO_DATA names no folder of real data");
        QualityData data = new QualityData(Path.of(given), folder, false);
        LoadedData faces = DataSource.open(data.parts(QualityData.Source.FACES).data(), DataOptions.defaults());
        assertThat(faces.train().shape().height()).isEqualTo(112);
        assertThat(faces.train().size() + faces.validation().size()).isEqualTo(240);
        assertThat(faces.test().size()).isEqualTo(60);
        LoadedData table = DataSource.open(data.parts(QualityData.Source.TABLE).data(), DataOptions.defaults());
        assertThat(table.test().size()).isEqualTo(6_435 / 5);
        assertThat(table.test().shape().elements()).isEqualTo(36);
        assertThat(data.parts(QualityData.Source.MNIST).name()).contains("mnist");
    }

    @Test
    void table_isStandardised_byItsTrainingPart() {
        float[][] rows = new float[100][2];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new float[] {3 + i % 10, 7};
        }
        Path file = folder.resolve("table.npz");
        BenchTables.write(file, rows, 1);
        LoadedData loaded = DataSource.open(file, DataOptions.defaults());
        assertThat(loaded.test().size()).isEqualTo(20);
        double[] sums = new double[2];
        double[] squares = new double[2];
        int count = 0;
        for (var part : new io.diabolo.data.Dataset[] {loaded.train(), loaded.validation()}) {
            for (int row = 0; row < part.size(); row++, count++) {
                float[] cells = new float[part.shape().elements()];
                part.gather(new int[] {row}, cells);
                for (int k = 0; k < cells.length; k++) {
                    sums[k] += cells[k];
                    squares[k] += cells[k] * cells[k];
                }
            }
        }
        assertThat(count).isEqualTo(80);
        assertThat(sums[0] / count).isCloseTo(0, within(1e-6));
        assertThat(squares[0] / count).isCloseTo(1, within(1e-5));
        assertThat(squares[1]).isZero();
    }
}
