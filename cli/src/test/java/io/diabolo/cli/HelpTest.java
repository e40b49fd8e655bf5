package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.compress.folder.CodecSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the command line says about itself. */
class HelpTest {

    static Stream<String> commands() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return leaves("", Main.commandLine(Session.of(nowhere, nowhere), CodecSource.installed()))
                .filter(name -> !name.equals("help"));
    }

    /** Commands that have no subcommands, with all their words. */
    private static Stream<String> leaves(String words, CommandLine line) {
        return line.getSubcommands().isEmpty()
                ? Stream.of(words.strip())
                : line.getSubcommands().entrySet().stream()
                        .flatMap(entry -> leaves(words + " " + entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_ofEachCommand_endsWithAnExampleAndNamesTheCommonOptions(String command) {
        String[] words = command.split(" ", -1);
        Shell.Result result = Shell.run((command + " --help").split(" ", -1));
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("--json", "--quiet", "--debug", "--help")
                .containsPattern("(?s)Examples?:\\R  \\./diabolo " + command);
        if (words.length == 1) {
            assertThat(Shell.run("help", command).out()).isEqualTo(result.out());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "data,",
        "inspect,",
        "detect threshold,",
        "archive create, threads",
        "archive extract, threads",
        "archive verify,",
        "compress, threads",
        "codec eval, threads",
        "detect, threads device",
        "detect fit, threads device seed",
        "encode, threads device precision",
        "eval, threads device precision",
        "train, threads device precision seed",
        "codec train, threads device precision seed"
    })
    void help_ofACommand_namesOnlyTheOptionsThatChangeSomething(String command, @Nullable String options) {
        List<String> named = options == null ? List.of() : List.of(options.split(" "));
        String help = Shell.run((command + " --help").split(" ", -1)).out();
        for (String option : List.of("threads", "device", "precision", "seed")) {
            assertThat(help.contains("--" + option + "=")).as(option).isEqualTo(named.contains(option));
        }
    }

    /** A command under another name than its own would never be found when it alone is made. */
    @Test
    void commands_ofTheTable_haveTheirOwnNames() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        Session session = Session.of(nowhere, nowhere);
        Set<String> named = new HashSet<>(Main.commandLine(session, CodecSource.installed())
                .getSubcommands()
                .keySet());
        named.remove("help");
        assertThat(Main.commands(session, CodecSource.installed()).keySet()).isEqualTo(named);
    }

    @Test
    void help_ofAll_documentsTheExitCodes() {
        Shell.Result result = Shell.run("--help");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("Exit codes:", "130", "train", "inspect", "./diabolo train --out my-model");
    }

    @Test
    void exitCodes_ofTheHelp_areThoseOfTheReadme() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        for (String line : ExitCodes.help()) {
            assertThat(readme).contains("| %s | ".formatted(line.substring(0, line.indexOf(':'))));
        }
        assertThat(ExitCodes.help()).anyMatch(line -> line.startsWith("143:"));
    }

    @Test
    void wrongName_ofAChoice_listsTheChoicesAndNoMore() {
        Shell.Result result = Shell.run("train", "--model", "vit");
        assertThat(result.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(result.err()).contains("expected one of [mlp, conv] but was 'vit'");
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
