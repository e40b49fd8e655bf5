package io.diabolo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of text and arrays of numbers as rows, with and without a model that knows their columns. */
class TableDatasetTest {

    private static final DataOptions DEFAULTS = DataOptions.defaults();

    private static final String READINGS = """
            age,job,id,city,when,empty,same,class
            31,baker,a1,Paris,2024-01-01,,7,sick
            45,smith,b2,Rome,2024-01-02,,7,well
            ,baker,c3,Rome,2024-01-03,,7,well
            28,,d4,Paris,2024-01-04,,7,well
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final List<String> notes = new ArrayList<>();

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static double[] cells(Dataset data, int row) {
        double[] cells = new double[data.columns().size()];
        data.gather(new int[] {row}, cells);
        return cells;
    }

    @Test
    void openWhole_csv_hasTypedColumnsGapsAndLabels() throws IOException {
        Path file = file("readings.csv", READINGS);

        Dataset data = DataSource.openWhole(file, DEFAULTS.withTarget("class").withIgnore(List.of("id")), notes::add);

        assertThat(data.shape()).isEqualTo(SampleShape.row(3));
        assertThat(data.columns())
                .containsExactly(
                        TableColumn.number("age"),
                        new TableColumn("job", List.of("baker", "smith")),
                        new TableColumn("city", List.of("Paris", "Rome")));
        assertThat(cells(data, 1)).containsExactly(45, 1, 1);
        assertThat(cells(data, 2)).containsExactly(Double.NaN, 0, 1);
        assertThat(cells(data, 3)).containsExactly(28, Double.NaN, 0);
        assertThat(TestFiles.floatSample(data, 1)).containsExactly(45, 1, 1);
        assertThat(data.hasGaps()).isTrue();
        assertThat(data.labelNames()).containsExactly("sick", "well");
        assertThat(data.label(1)).isEqualTo(1);
        assertThat(data.itemName(0)).isEqualTo("readings.csv#2");
        assertThat(notes)
                .containsExactlyInAnyOrder(
                        "column 'when': times: left out",
                        "column 'empty': no value in any row: left out",
                        "column 'same': the same value in all rows: left out");
    }

    @Test
    void openWhole_textOfManyKinds_isLeftOutWithANote() throws IOException {
        StringBuilder text = new StringBuilder("n,id\n");
        for (int row = 0; row < 50; row++) {
            text.append(row).append(",name").append(row).append('\n');
        }

        Dataset data = DataSource.openWhole(file("ids.csv", text.toString()), DEFAULTS, notes::add);

        assertThat(data.columns()).containsExactly(TableColumn.number("n"));
        assertThat(notes).singleElement().asString().startsWith("column 'id': text with 50 different values: left out");
    }

    @Test
    void openWhole_chosenColumns_areTheOnlyInputs() throws IOException {
        Path file = file("readings.csv", READINGS);

        Dataset data = DataSource.openWhole(
                file, DEFAULTS.withColumns(List.of("age", "same")).withTarget("class"), notes::add);

        assertThat(data.columns()).containsExactly(TableColumn.number("age"));
        assertThat(data.labelNames()).hasSize(2);
    }

    @Test
    void openWhole_numericTarget_hasALabelForEachNumber() throws IOException {
        Path file = file("n.tsv", "x\ty\n1\t3\n2\t-1\n4\t0.5\n5\t3\n7\t\n");

        Dataset data = DataSource.openWhole(file, DEFAULTS.withTarget("y"));

        assertThat(data.labelNames()).containsExactly("-1", "0.5", "3");
        assertThat(data.label(0)).isEqualTo(2);
        assertThat(data.label(4)).isEqualTo(Dataset.NO_LABEL);
        assertThat(data.columns()).containsExactly(TableColumn.number("x"));
    }

    @Test
    void open_csv_splitsAtRandomAndKeepsColumns() throws IOException {
        StringBuilder text = new StringBuilder("a,b\n");
        for (int row = 0; row < 40; row++) {
            text.append(row).append(row % 3 == 0 ? ",x\n" : ",y\n");
        }

        LoadedData data = DataSource.open(file("t.csv", text.toString()), DEFAULTS.withLimit(20));

        assertThat(data.train().size()).isEqualTo(16);
        assertThat(data.test().columns()).hasSize(2).isEqualTo(data.train().columns());
        assertThat(data.test().hash()).isNotEqualTo(data.validation().hash());
    }

    @Test
    void hash_followsCellsNamesAndLevels() throws IOException {
        String hash =
                DataSource.openWhole(file("a.csv", "a,b\n1,x\n2,y\n"), DEFAULTS).hash();

        assertThat(DataSource.openWhole(file("b.csv", "a,b\n1,x\n2,y\n"), DEFAULTS)
                        .hash())
                .isEqualTo(hash);
        for (String other : List.of("a,c\n1,x\n2,y\n", "a,b\n1,x\n2,z\n", "a,b\n1,x\n3,y\n")) {
            assertThat(DataSource.openWhole(file("c.csv", other), DEFAULTS).hash())
                    .isNotEqualTo(hash);
        }
    }

    @Test
    void openWholeFor_otherOrderAndCategories_followsTheModel() throws IOException {
        List<TableColumn> known =
                List.of(new TableColumn("job", List.of("baker", "smith", "cook")), TableColumn.number("age"));
        Path file = file("new.csv", "age,extra,job\n31,z,cook\n45,z,pilot\n50,z,\n28,z,pilot\n");

        Dataset data = DataSource.openWholeFor(file, InputFormat.table(known), DEFAULTS, notes::add);

        assertThat(data.columns()).isEqualTo(known);
        assertThat(cells(data, 0)).containsExactly(2, 31);
        assertThat(cells(data, 1)).containsExactly(3, 45);
        assertThat(cells(data, 2)).containsExactly(Double.NaN, 50);
        assertThat(((TableDataset) data).unseen()).isEqualTo(Map.of("job", 2));
        assertThat(notes)
                .containsExactly("column 'job': 2 of 4 cells hold categories that the model did not see in training");
    }

    @Test
    void openWholeFor_oneRow_isNoConstantTable() throws IOException {
        List<TableColumn> known = List.of(
                TableColumn.number("age"), new TableColumn("zip", List.of("75001", "75002")), TableColumn.number("x"));
        Path file = file("one.csv", "age,zip,x\n31,75002,\n");

        Dataset data = DataSource.openWholeFor(file, InputFormat.table(known), DEFAULTS, notes::add);

        assertThat(cells(data, 0)).containsExactly(31, 1, Double.NaN);
    }

    @Test
    void openWholeFor_aTargetThatIsNotThere_leavesRowsWithoutLabels() throws IOException {
        InputFormat format = InputFormat.table(List.of(TableColumn.number("a")));
        DataOptions options = DEFAULTS.withTarget("class");

        Dataset without = DataSource.openWholeFor(file("a.csv", "a\n1\n2\n"), format, options, notes::add);
        Dataset with = DataSource.openWholeFor(file("b.csv", "class,a\nx,1\ny,2\n"), format, options, notes::add);

        assertThat(without.labelNames()).isEmpty();
        assertThat(with.labelNames()).containsExactly("x", "y");
        assertThat(notes).containsExactly("a.csv has no column 'class': its rows have no labels");
    }

    @Test
    void of_tableInMemory_readsItsColumns() {
        try (Table table = Table.builder("t")
                .numbers("a", new double[] {1, 2, Double.NaN})
                .categories("b", List.of("x", "y", "x"))
                .build()) {
            TableDataset data = TableDataset.of(table);

            assertThat(data.columns()).hasSize(2);
            assertThat(data.itemName(2)).isEqualTo("t#2");
            assertThatThrownBy(() -> TableDataset.of(table, List.of(TableColumn.number("b"))))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("'b': it holds categories, the model takes numbers");
        }
    }

    @Test
    void openWhole_floatMatrix_isATableWithoutItsConstants() throws IOException {
        Path file = folder.resolve("m.npy");
        Npy.writeMatrix(file, new float[][] {{1, 7, Float.NaN}, {2, 7, 5}, {3, 7, 6}});

        Dataset data = DataSource.openWhole(file, DEFAULTS, notes::add);

        assertThat(data.columns()).containsExactly(TableColumn.number("x0"), TableColumn.number("x2"));
        assertThat(data.hasGaps()).isTrue();
        assertThat(cells(data, 0)).containsExactly(1, Double.NaN);
        assertThat(data.itemName(1)).isEqualTo("m.npy#1");
        assertThat(notes).containsExactly("column 'x1': the same value in all rows: left out");
    }

    @Test
    void openWholeFor_aModelOfArrays_keepsEveryColumn() throws IOException {
        Path file = folder.resolve("m.npy");
        Npy.writeMatrix(file, new float[][] {{1, 7, 4}, {2, 7, 5}});
        // What a model folder of format 1 says of float arrays [N, 3].
        Preprocessing first = new ArrayPreprocessing(SampleShape.picture(1, 1, 3), false, 1, 2, 0, 3);

        Dataset data = DataSource.openWholeFor(file, InputFormat.of(first.shape()), DEFAULTS, notes::add);
        float[] values = new float[6];
        first.read(data, new int[] {0, 1}, values, new float[0]);

        assertThat(values).containsExactly(0, 3, 1.5f, 0.5f, 3, 2);
    }

    @Test
    void openWhole_byteMatrix_staysBytes() throws IOException {
        Path file = folder.resolve("m.npy");
        Files.write(file, TestFiles.npy("|u1", "2, 2", TestFiles.bytes(1, 2, 3, 255)));

        Dataset data = DataSource.openWhole(file, DEFAULTS);

        assertThat(data.shape()).isEqualTo(SampleShape.row(2));
        assertThat(TestFiles.sample(data, 1)).containsExactly(3, 255 - 256);
        assertThat(data.columns()).isEmpty();
    }
}
