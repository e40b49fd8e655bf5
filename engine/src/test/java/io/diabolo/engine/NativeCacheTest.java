package io.diabolo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCacheTest {

    @TempDir
    Path folder = Path.of("");

    /** Without the lock one of them died in three of six trials with two. */
    @Test
    void engine_startedByThreeProcessesOfANewMachine_startsInAll() throws Exception {
        List<Process> started = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            started.add(start());
        }
        for (Process process : started) {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            assertThat(output).contains("started");
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("cache"),
                        "-XX:ErrorFile=" + folder.resolve("error.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starting.class.getName())
                .redirectErrorStream(true)
                .start();
    }

    /** A process that needs libtorch. */
    static final class Starting {

        private Starting() {}

        public static void main(String[] args) {
            Engine.start();
            System.out.println("started");
        }
    }
}
