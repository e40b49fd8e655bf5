package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code diabolo}, with a program in place of Java that says what it is given. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void run_inTheLocaleC_givesJavaUtf8() throws IOException, InterruptedException {
        assertThat(locale(Map.of("LC_ALL", "C"))).isEqualTo("all C.UTF-8, ctype .");
        assertThat(locale(Map.of("LC_ALL", "POSIX", "LANG", "fr_FR.UTF-8"))).isEqualTo("all C.UTF-8, ctype .");
        assertThat(locale(Map.of())).isEqualTo("all , ctype C.UTF-8.");
        assertThat(locale(Map.of("LANG", "C"))).isEqualTo("all , ctype C.UTF-8.");
        assertThat(locale(Map.of("LANG", "fr_FR.UTF-8"))).isEqualTo("all , ctype .");
        assertThat(locale(Map.of("LANG", "C", "LC_ALL", "de_DE.UTF-8"))).isEqualTo("all de_DE.UTF-8, ctype .");
    }

    @Test
    void run_withSparkAmongTheArguments_givesJavaItsJarsAndOptions() throws IOException, InterruptedException {
        Path root = Files.createTempDirectory(folder, "root");
        String plain = run(root, "#!/bin/sh\necho \"$@\"\n", Map.of(), "detect", "guard", "spark");
        assertThat(plain).contains("-cp " + root + "/cli/target/diabolo-cli.jar:");
        // What the script takes for a build that is done, later than that of the rest.
        Path target = Files.createDirectories(root.resolve("spark/target"));
        Files.createDirectories(target.resolve("spark/jars"));
        Files.createFile(target.resolve("diabolo-spark.jar"));
        Files.createFile(target.resolve("diabolo.stamp"));
        for (String words : new String[] {"detect --spark=local", "encode --spark", "train --spark"}) {
            assertThat(run(root, "#!/bin/sh\necho \"$@\"\n", Map.of(), words.split(" ")))
                    .contains("@" + root + "/spark/launch/java-options ")
                    .contains(" -Ddiabolo.spark.jars=" + target + " ")
                    .contains(" -cp " + target + "/spark/jars/*:" + target + "/diabolo-spark.jar:")
                    .endsWith("io.diabolo.cli.Main " + words);
        }
        for (String command : new String[] {"encode", "compress", "archive"}) {
            assertThat(run(root, "#!/bin/sh\necho \"$@\"\n", Map.of(), command, "--spark", "local"))
                    .contains("/diabolo-spark.jar:");
        }
    }

    private String locale(Map<String, String> environment) throws IOException, InterruptedException {
        return run(
                Files.createTempDirectory(folder, "root"),
                "#!/bin/sh\necho \"all ${LC_ALL:-}, ctype ${LC_CTYPE:-}.\"\n",
                environment);
    }

    /** @param program in place of Java */
    private static String run(Path root, String program, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path script = root.resolve("diabolo");
        if (!Files.exists(script)) {
            Files.copy(Path.of("../diabolo"), script);
            // What the script takes for a build that is done.
            Files.createDirectories(root.resolve("cli/target/lib"));
            Files.createFile(root.resolve("cli/target/diabolo-cli.jar"));
            Files.createFile(root.resolve("cli/target/diabolo.stamp"));
        }
        Path java = Files.createDirectories(root.resolve("home/bin")).resolve("java");
        Files.writeString(java, program);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        List<String> command = new ArrayList<>(List.of("sh", script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", root.resolve("home").toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.strip();
    }
}
