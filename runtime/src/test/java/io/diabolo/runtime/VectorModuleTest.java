package io.diabolo.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In JVMs of their own, as a module cannot be taken away again. */
class VectorModuleTest {

    @Test
    void vector_inAJvmThatMayLoadTheModule_isThereWithoutAWarning() throws IOException, InterruptedException {
        assertThat(said(
                        "-XX:+UnlockExperimentalVMOptions",
                        "-XX:+EnableVectorSupport",
                        "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED"))
                .isEqualTo(Kernel.vector().orElseThrow().name() + "\n");
    }

    @Test
    void vector_inAnyOtherJvm_isNotThere() throws IOException, InterruptedException {
        assertThat(said()).isEqualTo("none\n");
        assertThat(said("--add-exports=java.base/jdk.internal.module=ALL-UNNAMED"))
                .as("without machine code it would be slow")
                .isEqualTo("none\n");
        assertThat(said("-XX:+UnlockExperimentalVMOptions", "-XX:+EnableVectorSupport"))
                .isEqualTo("none\n");
    }

    private static String said(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Probe.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said;
    }

    /** Says which vector kernel there is. */
    static final class Probe {

        private Probe() {}

        public static void main(String[] arguments) {
            System.out.print(Kernel.vector().map(Kernel::name).orElse("none") + "\n");
        }
    }
}
