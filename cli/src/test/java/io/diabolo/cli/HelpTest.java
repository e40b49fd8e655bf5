package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.store.Codecs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the command line says about itself. */
class HelpTest {

    static Stream<String> commands() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return Main.commandLine(Session.of(nowhere, nowhere), Codecs.installed()).getSubcommands().keySet().stream()
                .filter(name -> !name.equals("help"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_ofEachCommand_endsWithAnExampleAndNamesTheCommonOptions(String command) {
        Shell.Result result = Shell.run(command, "--help");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("--json", "--quiet", "--seed", "--threads", "--precision", "--device")
                .containsPattern("(?s)Examples?:\\R  \\./diabolo " + command);
        assertThat(Shell.run("help", command).out()).isEqualTo(result.out());
    }

    @Test
    void help_ofAll_documentsTheExitCodes() {
        Shell.Result result = Shell.run("--help");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("Exit codes:", "130", "train", "inspect", "./diabolo train --out my-model");
    }

    @Test
    void version_isOneLine() {
        assertThat(Shell.run("--version").out())
                .startsWith("Diabolo ")
                .contains("libtorch", "Java")
                .hasLineCount(1);
    }

    @Test
    void debug_ofAFailure_showsTheStackTrace() {
        assertThat(Shell.run("data", "no-such-folder", "--debug").err()).contains("BadInputException", "\tat ");
    }
}
