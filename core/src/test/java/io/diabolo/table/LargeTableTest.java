package io.diabolo.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that are larger than their memory budget. */
class LargeTableTest {

    private static final long BLOCK_BYTES = 100L << 20;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void cells_beyondTheBudget_areThoseInMemory() throws IOException {
        StringBuilder text = new StringBuilder("x,c,e,y\n");
        Random random = new Random(7);
        for (int row = 0; row < 40_000; row++) {
            text.append(random.nextGaussian()).append(',').append("abc".charAt(random.nextInt(3)));
            text.append(",,").append(row % 5 == 0 ? "" : Integer.toString(row)).append('\n');
        }
        Path file = CsvFiles.file(folder, text.toString());
        try (Table memory = Table.read(file, TableOptions.defaults());
                Table spilled = Table.read(file, TableOptions.defaults().withMemoryBudget(1_000))) {
            assertThat(spilled.columns()).isEqualTo(memory.columns());
            assertThat(spilled.hash()).isEqualTo(memory.hash());
            assertThat(IntStream.range(0, memory.rows())
                            .parallel()
                            .allMatch(row -> memory.cell(row, 0) == spilled.cell(row, 0)))
                    .isTrue();
        }
    }

    @Test
    void close_ofASpilledTable_leavesNoFileAndReadsNoMore() throws IOException {
        Path file = CsvFiles.file(folder, "a,b\n1,2\n3,4\n");
        Table table = Table.read(file, TableOptions.defaults().withMemoryBudget(0));
        assertThat(table.cell(1, 1)).isEqualTo(4);
        table.close();
        table.close();

        assertThatThrownBy(() -> table.cell(0, 0)).isInstanceOf(IllegalStateException.class);
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("diabolo-table-"));
        }
    }

    @Test
    void file_manyTimesTheHeap_isRead() throws Exception {
        Path file = folder.resolve("large.csv");
        long rows = writeLarge(file);
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeTableTest.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(log)).isEqualTo(rows + " 0.25");
    }

    private static long writeLarge(Path file) throws IOException {
        byte[] block = "-1.10091,0.25,3,1234.5678\n".repeat(4_000).getBytes(StandardCharsets.US_ASCII);
        long blocks = BLOCK_BYTES / block.length;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write("a,b,c,d\n0.5,0.5,0.5,0.5\n".getBytes(StandardCharsets.US_ASCII));
            for (long i = 0; i < blocks; i++) {
                out.write(block);
            }
        }
        return 1 + blocks * 4_000;
    }

    /** Reads a file, in a process of its own with a small heap, and prints its rows and the last cell of column b. */
    public static void main(String[] arguments) {
        try (Table table = Table.read(Path.of(arguments[0]), TableOptions.defaults())) {
            System.out.print(table.rows() + " " + table.cell(table.rows() - 1, 1));
        }
    }
}
