package io.diabolo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.DiaboloException;
import io.diabolo.error.UnsupportedFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of bad table gets one line that says what is wrong, where, and what to do. */
class BadTablesTest {

    private static final DataOptions DEFAULTS = DataOptions.defaults();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("t.csv"), text);
    }

    private static void refuses(Path path, DataOptions options, String... words) {
        assertOneLine(catchThrowable(() -> DataSource.open(path, options)), BadInputException.class, path, words);
    }

    private static void refusesFor(Path path, List<TableColumn> known, String... words) {
        Throwable thrown =
                catchThrowable(() -> DataSource.openFor(path, InputFormat.table(known), DataOptions.defaults()));
        assertOneLine(thrown, BadInputException.class, path, words);
    }

    private static void assertOneLine(
            Throwable thrown, Class<? extends DiaboloException> kind, Path path, String... words) {
        assertThat(thrown)
                .isInstanceOf(kind)
                .hasMessageContaining(path.getFileName().toString())
                .satisfies(e -> assertThat(List.of(words))
                        .allSatisfy(word -> assertThat(e).hasMessageContaining(word)))
                .hasMessageNotContainingAny("\n");
    }

    private static String numbered(int rows) {
        StringBuilder text = new StringBuilder("t,a\n");
        for (int row = 0; row < rows; row++) {
            text.append("2024-01-01 %02d:%02d,%d\n".formatted(row / 60, row % 60, row));
        }
        return text.toString();
    }

    @Test
    void row_ofAnotherWidth_namesItsLine() throws IOException {
        refuses(file("a,b\n1,2\n3,4\n5,6,7\n"), DEFAULTS, "line 4", "3 cells");
    }

    @Test
    void text_inANumericColumn_namesLineAndColumn() throws IOException {
        StringBuilder text = new StringBuilder("a,b\n");
        for (int row = 0; row < 200; row++) {
            text.append(row == 150 ? "oops" : row + 0.5).append(',').append(row).append('\n');
        }
        refuses(file(text.toString()), DEFAULTS, "line 152", "'a'", "oops");
    }

    @Test
    void table_ofEmptyAndConstantColumnsOnly_saysWhyNoneIsLeft() throws IOException {
        refuses(
                file("a,b\n,2\n,2\n,2\n"),
                DEFAULTS,
                "no column can be an input",
                "'a': no value in any row",
                "'b': the same value in all rows");
    }

    @Test
    void column_namedTwice_isRefused() throws IOException {
        refuses(file("a,b,a\n1,2,3\n4,5,6\n"), DEFAULTS, "columns 1 and 3", "'a'");
    }

    @Test
    void optionThatNamesNoColumn_suggestsTheNearest() throws IOException {
        Path file = file("temperature,load\n1,2\n2,3\n3,5\n");
        refuses(file, DEFAULTS.withColumns(List.of("temprature")), "'temprature'", "did you mean 'temperature'");
        refuses(file, DEFAULTS.withTarget("laod"), "'laod'", "did you mean 'load'");
        refuses(file, DEFAULTS.withIgnore(List.of("loads")), "'loads'", "did you mean 'load'");
        DataOptions timed = DEFAULTS.withSeries(SeriesOptions.windows(2, 1).withTime("tim"));
        refuses(file, timed, "'tim'");
    }

    @Test
    void target_ofManyDifferentNumbers_isNoLabel() throws IOException {
        StringBuilder text = new StringBuilder("a,price\n");
        for (int row = 0; row < 300; row++) {
            text.append(row).append(',').append(row * 1.5).append('\n');
        }
        refuses(
                file(text.toString()),
                DEFAULTS.withTarget("price"),
                "'price'",
                "300 different numbers",
                "another target column");
    }

    @Test
    void modelsColumn_missingOrRenamed_isNamedWithWhatTheFileHas() throws IOException {
        List<TableColumn> known =
                List.of(TableColumn.number("age"), TableColumn.number("height"), TableColumn.number("weight"));
        Path file = file("age,heigth,shoe\n1,2,3\n4,5,6\n7,8,9\n");

        refusesFor(
                file,
                known,
                "lacks 2 of the model's 3 columns: 'height', 'weight'",
                "besides 'heigth', 'shoe'",
                "is 'height' now called 'heigth'?");
    }

    @Test
    void modelsColumn_ofAnotherKind_isRefused() throws IOException {
        Path file = file("age,job\nold,x\nyoung,y\nold,x\n");
        refusesFor(file, List.of(TableColumn.number("age")), "'age': it holds categories, the model takes numbers");
        Path times = file("age\n2024-01-01\n2024-01-02\n2024-01-04\n");
        refusesFor(times, List.of(TableColumn.number("age")), "'age': it holds times");
    }

    @Test
    void unseenCategory_isCountedAndSaid() throws IOException {
        InputFormat format = InputFormat.table(List.of(new TableColumn("job", List.of("baker"))));

        LoadedData data = DataSource.openFor(file("job\npilot\ncook\nbaker\npilot\n"), format, DEFAULTS);

        assertThat(data.notes()).anyMatch(note -> note.contains("'job': 3 of 4 cells"));
    }

    @Test
    void infiniteValue_namesItsPlace() throws IOException {
        refuses(file("a,b\n1,2\n3,inf\n5,6\n"), DEFAULTS, "line 3", "'b'", "infinite");
        Path array = folder.resolve("a.npy");
        Npy.writeMatrix(array, new float[][] {{1, 2}, {3, Float.POSITIVE_INFINITY}});
        refuses(array, DEFAULTS, "row 1", "value 1", "Infinity");
    }

    @Test
    void window_longerThanTheSeries_saysBothLengths() throws IOException {
        refuses(file(numbered(50)), DEFAULTS.withSeries(SeriesOptions.windows(64, 1)), "64", "50", "a shorter window");
        refuses(
                file(numbered(50)),
                DEFAULTS.withSeries(SeriesOptions.windows(8, 1)),
                "no window of 8 rows fits into the 5 rows for validation");
    }

    @Test
    void timestamps_outOfOrder_nameTheLine() throws IOException {
        String text = "t,a\n2024-01-01,1\n2024-01-02,2\n2024-01-04,3\n2024-01-03,4\n";
        DataOptions windows = DEFAULTS.withSeries(SeriesOptions.windows(2, 1));
        refuses(file(text), windows, "line 5", "'t'", "before that of the row above");
        refuses(file(text.replace("2024-01-02", "")), windows, "line 3", "is missing");
    }

    @Test
    void time_thatIsText_isRefused() throws IOException {
        Path file = file("a,b\nx,1\ny,2\nx,3\n");
        DataOptions windows = DEFAULTS.withSeries(SeriesOptions.windows(2, 1).withTime("a"));
        refuses(file, windows, "'a'", "neither times nor numbers");
    }

    @Test
    void csv_withoutHeader_worksAndSaysSo() throws IOException {
        List<String> notes = new ArrayList<>();

        Dataset data = DataSource.openWhole(file("1,2\n3,4\n5,7\n"), DEFAULTS, notes::add);

        assertThat(data.columns()).extracting(TableColumn::name).containsExactly("column1", "column2");
        assertThat(data.size()).isEqualTo(3);
        assertThat(data.itemName(0)).isEqualTo("t.csv#1");
        assertThat(notes).anyMatch(note -> note.contains("no header"));
    }

    @Test
    void binaryData_calledCsv_isUnsupported() throws IOException {
        Path file = Files.write(folder.resolve("t.csv"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0, 1, 2, 0, 3});

        Throwable thrown = catchThrowable(() -> DataSource.open(file, DEFAULTS));

        assertOneLine(thrown, UnsupportedFormatException.class, file);
    }

    @Test
    void gzip_thatIsCutOff_isCorrupt() throws IOException {
        StringBuilder text = new StringBuilder("a,b\n");
        for (int row = 0; row < 60_000; row++) {
            text.append(row).append(',').append(row * 7).append('\n');
        }
        byte[] whole = TestFiles.gzip(text.toString().getBytes(StandardCharsets.UTF_8));
        Path file = Files.write(folder.resolve("t.csv.gz"), java.util.Arrays.copyOf(whole, whole.length - 40));

        Throwable thrown = catchThrowable(() -> DataSource.open(file, DEFAULTS));

        assertOneLine(thrown, CorruptFileException.class, file);
    }

    @Test
    void folder_ofTablesOnly_hintsAtOne() throws IOException {
        Path file = file("a\n1\n2\n");

        refuses(folder, DEFAULTS, "give the path of one table", file.toString());
    }

    @Test
    void optionsOfTables_forArraysAndPictures_areRefused() throws IOException {
        Path array = folder.resolve("a.npy");
        Npy.writeMatrix(array, new float[][] {{1, 2}, {3, 4}, {5, 6}});
        refuses(array, DEFAULTS.withTarget("x1"), "a target column is for tables of text");
        refuses(array, DEFAULTS.withIgnore(List.of("x7")), "there is no column 'x7'");
        Path pictures = Files.write(folder.resolve("b.npy"), TestFiles.npy("|u1", "9, 2, 2", new byte[36]));
        refuses(pictures, DEFAULTS.withColumns(List.of("x1")), "are for tables");
        Path idx = Files.write(folder.resolve("a-idx3-ubyte"), TestFiles.idx(new int[] {9, 2, 2}, new byte[36]));
        refuses(idx, DEFAULTS.withSeries(SeriesOptions.rows()), "series are read from");
    }

    @Test
    void sizeOfPictures_forATable_isRefused() throws IOException {
        refuses(file("a,b\n1,2\n3,4\n5,7\n"), DEFAULTS.withGray(true), "not pictures");
    }

    @Test
    void pictures_asWindows_areRefused() throws IOException {
        Path file = Files.write(folder.resolve("a.npy"), TestFiles.npy("|u1", "9, 2, 2", new byte[36]));

        refuses(file, DEFAULTS.withSeries(SeriesOptions.windows(2, 1)), "windows are cut from tables");
    }
}
