package io.diabolo.study;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.error.BadInputException;
import io.diabolo.file.AtomicFiles;
import io.diabolo.json.Json;
import io.diabolo.store.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The files of a study: {@code study-plan.json} says what it is about, {@code runs/<model>-<latent>-<seed>/} holds each
 * run's model and {@code run.json}, {@code study.csv} and {@code study.json} what came out. All are written whole or not
 * at all.
 */
final class StudyFolder {

    static final String PLAN = "study-plan.json";
    static final String CSV = "study.csv";
    static final String JSON = "study.json";

    private static final String RUN = "run.json";

    private final Path folder;

    StudyFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder that of a study, or finds that it is already.
     *
     * @throws BadInputException if it holds another study, with what differs
     */
    void claim(Identity identity) {
        Path file = folder.resolve(PLAN);
        // How many run at the same time changes nothing in what comes out.
        Identity wanted = identity.withoutJobs();
        if (!Files.exists(file)) {
            AtomicFiles.writeString(file, Json.text(wanted) + "\n");
            return;
        }
        List<String> differences = new ArrayList<>();
        collect("", Json.read(file, JsonNode.class), Json.parse(Json.text(wanted), JsonNode.class), differences);
        if (!differences.isEmpty()) {
            throw new BadInputException("%s holds another study: %s; use the same options and data, or another folder"
                    .formatted(folder, String.join("; ", differences)));
        }
    }

    Path run(RunResult.Key key) {
        return folder.resolve("runs").resolve(key.name());
    }

    /** A finished run; a failed one is tried again. */
    Optional<RunResult> finished(RunResult.Key key) {
        Path file = run(key).resolve(RUN);
        if (!Files.isRegularFile(file) || !ModelFolder.exists(run(key))) {
            return Optional.empty();
        }
        return Optional.of(Json.read(file, RunResult.class)).filter(RunResult::ok);
    }

    void write(RunResult result) {
        AtomicFiles.writeString(run(result.key()).resolve(RUN), Json.text(result) + "\n");
    }

    void write(StudyResult result) {
        AtomicFiles.writeString(folder.resolve(CSV), StudyCsv.text(result.runs()));
        AtomicFiles.writeString(folder.resolve(JSON), Json.text(result) + "\n");
    }

    private static void collect(String name, JsonNode saved, JsonNode wanted, List<String> differences) {
        if (saved.isObject() && wanted.isObject()) {
            TreeSet<String> fields = new TreeSet<>();
            saved.fieldNames().forEachRemaining(fields::add);
            wanted.fieldNames().forEachRemaining(fields::add);
            fields.forEach(field -> collect(field, saved.path(field), wanted.path(field), differences));
        } else if (!saved.equals(wanted)) {
            differences.add("%s is %s there, %s here".formatted(name, text(saved), text(wanted)));
        }
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "nothing" : value.toString().replace("\"", "");
    }

    /**
     * What a study is about: two studies of the same identity give the same figures.
     *
     * @param grid its plan
     * @param data the data's name
     * @param trainData SHA-256 of the training part
     * @param validationData SHA-256 of the validation part
     * @param testData SHA-256 of the test part
     */
    record Identity(StudyPlan grid, String data, String trainData, String validationData, String testData) {

        Identity withoutJobs() {
            return new Identity(grid.withJobs(1), data, trainData, validationData, testData);
        }
    }
}
