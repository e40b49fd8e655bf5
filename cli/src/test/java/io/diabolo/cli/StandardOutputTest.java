package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What becomes of an answer that cannot be written. */
class StandardOutputTest {

    private static final Path FULL = Path.of("/dev/full");

    private final StringWriter err = new StringWriter();

    private int run(OutputStream out, String... arguments) {
        return Main.run(new StandardOutput(out), new PrintWriter(err), arguments);
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException(message);
            }
        };
    }

    @Test
    void answer_diskIsFull_endsWithItsCodeAndOneLine() {
        assertThat(run(failing("No space left on device"), "--version")).isEqualTo(ExitCodes.OUTPUT);
        assertThat(err.toString().lines())
                .containsExactly("diabolo: the standard output cannot be written: No space left on device");
    }

    @Test
    void answer_toDevFull_endsWithTheSameCode() throws IOException {
        assumeTrue(Files.exists(FULL));
        for (String[] arguments : new String[][] {{"data", "--json"}, {"data"}, {"--help"}}) {
            try (OutputStream full = new FileOutputStream(FULL.toFile())) {
                assertThat(run(full, arguments)).as(arguments[0]).isEqualTo(ExitCodes.OUTPUT);
            }
        }
        assertThat(err.toString().lines())
                .filteredOn(line -> line.startsWith("diabolo: the standard output cannot be written: "))
                .hasSize(3);
    }

    @Test
    void failure_thatCannotBeWrittenAsJson_keepsItsOwnCode() {
        assertThat(run(failing("No space left on device"), "data", "missing", "--json"))
                .isEqualTo(ExitCodes.BAD_INPUT);
    }

    @Test
    void answer_readerHasSeenEnough_isNoFailure() {
        for (String message : new String[] {"Broken pipe", "The pipe is being closed"}) {
            assertThat(run(failing(message), "--version")).isZero();
        }
        assertThat(err.toString()).isEmpty();
    }
}
