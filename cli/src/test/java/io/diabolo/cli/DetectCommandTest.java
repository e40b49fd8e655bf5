package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.jobs.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Detectors as a user of the command line has them. */
class DetectCommandTest {

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void fit() throws IOException {
        table("normal.csv", 400, 0, false);
        table("labelled.csv", 200, 20, true);
        Shell.Result fitted = fit("normal.csv", "guard");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.json().path("report").path("held_out").asInt()).isEqualTo(57);
        assertThat(fitted.json().path("members").asInt()).isEqualTo(2);
    }

    private static Shell.Result fit(String data, String out, String... more) {
        List<String> arguments = new java.util.ArrayList<>(
                List.of("detect", "fit", "--data", at(data), "--out", at(out), "--members", "1", "--json"));
        if (!List.of(more).contains("--steps")) {
            arguments.addAll(List.of("--steps", "300"));
        }
        if (!List.of(more).contains("--false-alarms")) {
            arguments.addAll(List.of("--false-alarms", "2%"));
        }
        arguments.addAll(List.of(more));
        return Shell.run(arguments.toArray(String[]::new));
    }

    /** Three columns that follow from one number; where broken, the second does not. */
    private static void table(String name, int normal, int broken, boolean labelled) throws IOException {
        Random random = new Random(name.hashCode());
        StringBuilder text = new StringBuilder(labelled ? "load,heat,flow,state\n" : "load,heat,flow\n");
        for (int i = 0; i < normal + broken; i++) {
            double load = random.nextGaussian();
            double heat = 40 + 5 * load + (i < normal ? 0 : 18) + 0.1 * random.nextGaussian();
            text.append("%.4f,%.4f,%.4f".formatted(load, heat, 3 - load + 0.05 * random.nextGaussian()));
            text.append(labelled ? i < normal ? ",ok\n" : ",hot\n" : "\n");
        }
        Files.writeString(folder.resolve(name), text);
    }

    private static String at(String name) {
        return folder.resolve(name).toString();
    }

    private static String line(Shell.Result result) {
        List<String> failures = result.err()
                .lines()
                .filter(line -> line.startsWith("diabolo: "))
                .toList();
        assertThat(failures).as(result.err()).hasSize(1);
        return failures.get(0);
    }

    @Test
    void detect_newRows_writesScoresAndAReportWithReasons() throws IOException {
        Shell.Result result = Shell.run("detect", at("guard"), at("labelled.csv"), "--out", at("found"), "--json");
        assertThat(result.code()).as(result.err()).isZero();
        JsonNode json = result.json();
        assertThat(json.path("samples").asInt()).isEqualTo(220);
        assertThat(json.path("abnormal").asInt()).isBetween(18, 40);
        assertThat(json.path("strangest")
                        .get(0)
                        .path("reasons")
                        .get(0)
                        .path("where")
                        .asText())
                .isEqualTo("heat");
        List<String> lines = Files.readAllLines(folder.resolve("found/scores.csv"));
        assertThat(lines).hasSize(221);
        assertThat(lines.get(0)).isEqualTo("item,score,p_value,verdict,where,value,expected,share");
        assertThat(lines.get(220)).contains("labelled.csv#221").contains("abnormal,heat");
        assertThat(Files.readString(folder.resolve("found/report.html")))
                .contains("What is abnormal")
                .contains("count as abnormal")
                .contains("labelled.csv#");
    }

    /** Nobody can tell the machine from the rest: it is often the strangest, and still the likeliest. */
    @Test
    void detect_aCategoryThatIsAsExpected_isNoReason() throws IOException {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("machine,load,heat\n");
        for (int i = 0; i < 300; i++) {
            double load = random.nextGaussian();
            text.append(random.nextInt(10) < 6 ? "lathe" : "mill")
                    .append(",%.4f,%.4f%n".formatted(load, 40 + 5 * load + 0.1 * random.nextGaussian()));
        }
        Files.writeString(folder.resolve("machines.csv"), text);
        Shell.Result fitted = fit("machines.csv", "of-machines");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        Shell.run("detect", at("of-machines"), at("machines.csv"), "--out", at("machines"));
        List<String[]> rows = Files.readAllLines(folder.resolve("machines/scores.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
        assertThat(rows).hasSize(300).noneMatch(row -> !row[4].isEmpty() && row[5].equals(row[6]));
        assertThat(rows).filteredOn(row -> row[4].equals("machine")).isNotEmpty();
    }

    @Test
    void detect_aModelOfTheDetectorIsGone_isADamagedDetector() throws IOException {
        Shell.Result fitted = fit("normal.csv", "broken", "--steps", "1");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        Path member = folder.resolve("broken/models-1/1");
        try (Stream<Path> files = Files.list(member)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(member);
        Shell.Result result = Shell.run("detect", at("broken"), at("labelled.csv"), "--out", at("of-broken"));
        assertThat(result.code()).isEqualTo(ExitCodes.BAD_FILE);
        assertThat(line(result)).contains("damaged detector: " + member + " is missing; take it from a backup");
    }

    /** A program that calls the jobs may run in any locale: a decimal comma would be one cell more. */
    @Test
    void detect_whereNumbersHaveADecimalComma_writesTheSameScores() throws IOException {
        Locale before = Locale.getDefault();
        try {
            for (Locale locale : List.of(Locale.ROOT, Locale.GERMANY)) {
                Locale.setDefault(locale);
                Shell.run("detect", at("guard"), at("labelled.csv"), "--out", at("in-" + locale), "--limit", "30");
            }
        } finally {
            Locale.setDefault(before);
        }
        assertThat(folder.resolve("in-de_DE/scores.csv"))
                .hasSameTextualContentAs(folder.resolve("in-" + Locale.ROOT + "/scores.csv"));
    }

    @Test
    void detectAndEval_intoALockedFolder_areRefused() {
        try (FolderLock lock = FolderLock.acquire(folder.resolve("locked"))) {
            for (Shell.Result result : List.of(
                    Shell.run("detect", at("guard"), at("labelled.csv"), "--out", at("locked")),
                    Shell.run(
                            "detect",
                            "eval",
                            at("guard"),
                            "--data",
                            at("labelled.csv"),
                            "--target",
                            "state",
                            "--out",
                            at("locked")))) {
                assertThat(line(result)).contains("is being written by another run");
            }
        }
    }

    @Test
    void detect_inFrench_writesAFrenchReport() throws IOException {
        Shell.Result result = Shell.run(
                "detect", at("guard"), at("labelled.csv"), "--out", at("trouve"), "--lang", "fr", "--limit", "50");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(Files.readString(folder.resolve("trouve/report.html")))
                .contains("lang=\"fr\"")
                .contains("Ce qui est anormal")
                .contains("comptent comme anormales");
    }

    @Test
    void eval_labelledRows_comparesWithTheReferences_andDrawsTheCurves() throws IOException {
        Shell.Result result = Shell.run(
                "detect",
                "eval",
                at("guard"),
                "--data",
                at("labelled.csv"),
                "--target",
                "state",
                "--out",
                at("judged"),
                "--lang",
                "fr",
                "--json");
        assertThat(result.code()).as(result.err()).isZero();
        JsonNode rows = result.json().path("rows");
        assertThat(rows).hasSize(7);
        assertThat(rows.get(0).path("auroc").asDouble()).isGreaterThan(0.97);
        assertThat(rows.findValuesAsText("name"))
                .contains("untrained networks", "nearest neighbours (k = 5)", "isolation forest");
        assertThat(result.json().path("verdicts").path("recall").asDouble()).isGreaterThan(0.9);
        assertThat(Files.readString(folder.resolve("judged/report.html")))
                .contains("lang=\"fr\"", "Ce que vaut le détecteur", "isolation forest");
        assertThat(Files.readAllLines(folder.resolve("judged/numbers/false-alarms.csv")))
                .hasSizeGreaterThan(20);
    }

    @Test
    void threshold_anotherRate_changesTheVerdictsOrSaysWhatItNeeds() {
        Shell.Result fitted = fit("normal.csv", "other");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        double before = fitted.json().path("threshold").asDouble();
        Shell.Result wider = Shell.run("detect", "threshold", at("other"), "--false-alarms", "20%", "--json");
        assertThat(wider.code()).as(wider.err()).isZero();
        assertThat(wider.json().path("threshold").asDouble()).isLessThan(before);
        Shell.Result tooStrict = Shell.run("detect", "threshold", at("other"), "--false-alarms", "0.1%");
        assertThat(tooStrict.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(line(tooStrict)).contains("0.1% needs 999 held-out normal samples, 57 were held out");
    }

    @Test
    void watch_folderWithABrokenRow_saysALineEachAndStops() throws IOException {
        Path live = Files.createDirectory(folder.resolve("live"));
        Files.writeString(live.resolve("a.csv"), "load,heat,flow\n0.5,42.5,2.5\n-0.5,37.5,3.5\n0.2,41,2.8\n");
        Files.writeString(live.resolve("b.csv"), "load,heat,flow\n0.5,62.5,2.5\n-0.5,37.5,3.5\n0.2,41,2.8\n");
        Shell.Result result = Shell.run("detect", at("guard"), "--watch", live.toString(), "--stop");
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCodes.BAD_INPUT);
        List<String> lines = result.out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("\"file\":\"a.csv\"").contains("\"abnormal\":0");
        assertThat(lines.get(1)).contains("b.csv").contains("\"abnormal\":1").contains("\"where\":\"heat\"");
        assertThat(result.err()).contains("2 files, 1 rejected");
    }

    @Test
    void watch_fileThatStaysUnreadable_isTriedAgainAndThenNamed() throws IOException {
        Path live = Files.createDirectory(folder.resolve("half"));
        Files.writeString(live.resolve("half.npy"), "not yet");
        long start = System.nanoTime();
        Shell.Result result = Shell.runUntil(
                () -> System.nanoTime() - start > 5_000_000_000L, "detect", at("guard"), "--watch", live.toString());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out().lines().toList()).hasSize(1);
        assertThat(result.out()).contains("half.npy").contains("\"error\":\"");
    }

    @Test
    void badInput_eachKind_endsWithOneLine() throws IOException {
        Files.writeString(folder.resolve("short.csv"), "load,heat,flow\n1,2,3\n2,3,5\n4,4,4\n");
        Files.writeString(folder.resolve("renamed.csv"), "load,hot,flow\n1,2,3\n2,3,5\n4,4,4\n");
        Files.writeString(folder.resolve("text.csv"), "load,heat,flow\n1,warm,3\n2,cold,5\n4,warm,4\n");
        Files.writeString(folder.resolve("infinite.csv"), "load,heat,flow\n1,inf,3\n2,3,5\n4,3,4\n");
        Files.writeString(folder.resolve("same.csv"), "load,heat,flow,state\n1,2,3,ok\n2,3,5,ok\n4,4,4,ok\n");
        refused(fit("short.csv", "g"), ExitCodes.BAD_INPUT, "holds 3 normal samples, a detector needs at least 40");
        refused(
                fit("normal.csv", "g", "--false-alarms", "0.1%"),
                ExitCodes.BAD_INPUT,
                "0.1% false alarms needs at least 1998");
        refused(fit("normal.csv", "g", "--false-alarms", "many"), ExitCodes.BAD_INPUT, "'many' is no rate");
        refused(fit("normal.csv", "guard"), ExitCodes.BAD_INPUT, "holds a model or a detector");
        refused(fit("normal.csv", "g", "--normal", "ok"), ExitCodes.BAD_INPUT, "has no label 'ok'");
        refused(fit("missing.csv", "g"), ExitCodes.BAD_INPUT, "no such file");
        refused(detect("renamed.csv"), ExitCodes.BAD_INPUT, "heat");
        refused(detect("text.csv"), ExitCodes.BAD_INPUT, "heat");
        refused(detect("infinite.csv"), ExitCodes.BAD_INPUT, "heat");
        refused(
                Shell.run("detect", at("missing"), at("normal.csv"), "--out", at("g")),
                ExitCodes.BAD_INPUT,
                "no detector folder");
        refused(
                Shell.run("detect", "eval", at("guard"), "--data", at("same.csv"), "--target", "state"),
                ExitCodes.BAD_INPUT,
                "all 3 samples are normal");
        refused(
                Shell.run("detect", "eval", at("guard"), "--data", at("normal.csv")),
                ExitCodes.BAD_INPUT,
                "has no labels");
        refused(
                Shell.run("detect", at("guard"), "--watch", at("nowhere")),
                ExitCodes.BAD_INPUT,
                "no folder to watch, or it is not there any more");
        refused(Shell.run("detect", at("guard")), ExitCodes.USAGE, "a DETECTOR and either DATA or --watch");
        refused(
                Shell.run("detect", "threshold", at("nowhere"), "--false-alarms", "1%"),
                ExitCodes.BAD_INPUT,
                "no such folder");
        assertThat(folder.resolve("g")).doesNotExist();
    }

    private static Shell.Result detect(String data) {
        return Shell.run("detect", at("guard"), at(data), "--out", at("g"));
    }

    private static void refused(Shell.Result result, int code, String message) {
        assertThat(line(result)).contains(message);
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        // Under --json the failure is a document on stdout too.
        assertThat(
                        result.out().isEmpty()
                                ? code
                                : result.json().at("/error/exit_code").asInt())
                .isEqualTo(code);
    }

    /** Stripes, some with a bright spot on the left or on the right. */
    private static void stripes(String name, int count, int spotAt) {
        Random random = new Random(name.hashCode());
        for (int i = 0; i < count; i++) {
            byte[] pixels = new byte[256];
            int phase = random.nextInt(4);
            for (int at = 0; at < pixels.length; at++) {
                boolean spot = spotAt >= 0 && at / 16 > 5 && at / 16 < 10 && at % 16 >= spotAt && at % 16 < spotAt + 4;
                pixels[at] = (byte) (spot ? 255 : 100 + ((at + phase) % 4 < 2 ? 40 : 0) + random.nextInt(8));
            }
            PictureFiles.write(folder.resolve(name).resolve("%03d.png".formatted(i)), new Picture(1, 16, 16, pixels));
        }
    }

    @Test
    void fit_withARegionOfInterest_doesNotSeeWhatIsOutside() {
        stripes("parts", 120, -1);
        stripes("left", 4, 2);
        stripes("right", 4, 11);
        byte[] mask = new byte[256];
        for (int at = 0; at < mask.length; at++) {
            mask[at] = (byte) (at % 16 < 8 ? 255 : 0);
        }
        PictureFiles.write(folder.resolve("mask.png"), new Picture(1, 16, 16, mask));
        Shell.Result fitted = fit("parts", "eye", "--roi", at("mask.png"), "--false-alarms", "5%");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(Shell.run("detect", at("eye"), at("left"), "--out", at("seen-left"), "--json")
                        .json()
                        .path("abnormal")
                        .asInt())
                .isEqualTo(4);
        assertThat(Shell.run("detect", at("eye"), at("right"), "--out", at("seen-right"), "--json")
                        .json()
                        .path("abnormal")
                        .asInt())
                .isLessThan(2);
        PictureFiles.write(folder.resolve("tall.png"), new Picture(1, 18, 16, new byte[288]));
        assertThat(line(fit("parts", "other-eye", "--roi", at("tall.png")))).contains("dark everywhere");
        assertThat(folder.resolve("other-eye")).doesNotExist();
    }
}
