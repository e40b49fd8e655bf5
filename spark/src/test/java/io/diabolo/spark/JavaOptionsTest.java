package io.diabolo.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

class JavaOptionsTest {

    /** Those that open packages: the others warn on Java 17, or keep what is the default. */
    @Test
    void options_ofTheLauncher_openWhatSparkNeedsOpen() throws IOException {
        assertThat(Files.readAllLines(Path.of("launch", "java-options")))
                .containsAll(java.util.Arrays.stream(JavaModuleOptions.defaultModuleOptionArray())
                        .filter(option -> option.startsWith("--add-opens"))
                        .toList());
    }
}
