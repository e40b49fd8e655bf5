package io.diabolo.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiles the program that the documents show, as it stands there, and runs it. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.fr.md"})
    void program_asItStandsInTheDocument_compilesAndRuns(String document, @TempDir Path folder) throws Exception {
        Path pictures = ROOT.resolve("examples/pictures");
        Path picture = pictures.resolve("0-3.png");
        run(document, "Readme", folder, pictures.toString(), picture.toString(), folder.toString());
        assertThat(folder.resolve("rebuilt.png")).isNotEmptyFile();
        assertThat(folder.resolve("my-model/config.json")).isNotEmptyFile();
    }

    @Test
    void tableProgram_asItStandsInTheDocument_compilesAndRuns(@TempDir Path folder) throws Exception {
        run(
                "README.md",
                "ReadmeTables",
                folder,
                ROOT.resolve("examples/tables/readings.csv").toString());
    }

    @Test
    void detectorProgram_asItStandsInTheDocument_compilesAndRuns(@TempDir Path folder) throws Exception {
        run(
                "README.md",
                "ReadmeDetector",
                folder,
                ROOT.resolve("examples/tables/readings.csv").toString(),
                folder.toString());
        assertThat(folder.resolve("my-detector/calibration.safetensors")).isNotEmptyFile();
    }

    private static void run(String document, String name, Path folder, String... arguments) throws Exception {
        Path source = Files.writeString(folder.resolve(name + ".java"), program(ROOT.resolve(document), name));
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath, "-d", folder.toString(), source.toString());
        assertThat(failed).isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) arguments);
        }
    }

    private static String program(Path document, String name) throws IOException {
        Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(document));
        while (block.find()) {
            if (block.group(1).contains("class " + name + " ")) {
                return block.group(1);
            }
        }
        throw new AssertionError(document + " has no program " + name);
    }
}
