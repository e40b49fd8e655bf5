package io.diabolo.jobs;

import io.diabolo.data.PictureListing;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.restore.RestoreOptions;
import io.diabolo.restoring.eval.RestorerEvaluation;
import io.diabolo.restoring.training.RestorerFolder;
import io.diabolo.restoring.training.RestoringTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Measures a restorer on the pictures of a folder. */
final class RestorerEvalJob {

    private RestorerEvalJob() {}

    static RestorerEvalOutcome run(RestorerEvalRequest request, int threads, JobControl control) {
        Path restorer = request.restorer() == null ? null : Path.of(request.restorer());
        RestoringTask task = request.task() == null && restorer != null
                ? RestorerFolder.describe(restorer).task()
                : request.task();
        if (task == null) {
            throw new IllegalStateException("a request names one of both");
        }
        Path sheet =
                request.sheet().path() == null ? null : Path.of(request.sheet().path());
        if (sheet != null) {
            PictureFiles.requireWritable(sheet);
            if (Files.exists(sheet) && !request.sheet().replace()) {
                throw new BadInputException(
                        "%s exists: choose another name, or replace it with --force".formatted(sheet));
            }
        }
        RestoreOptions options = RestoreOptions.defaults().withThreads(threads);
        RestorerEvaluation evaluation = RestorerEvaluation.of(task, restorer, options);
        add(evaluation, Path.of(request.data()), request.limit(), control);
        if (sheet != null) {
            PictureFiles.write(sheet, evaluation.sheet().draw());
        }
        return new RestorerEvalOutcome(
                restorer == null ? RestorerTrainRequest.SHIPPED : restorer.toString(),
                evaluation.pictures(),
                evaluation.rows(),
                sheet == null ? null : sheet.toString());
    }

    private static void add(RestorerEvaluation evaluation, Path data, int limit, JobControl control) {
        List<Path> files = PictureListing.files(data);
        int count = limit == 0 ? files.size() : Math.min(limit, files.size());
        for (int i = 0; i < count; i++) {
            if (control.stop().getAsBoolean()) {
                throw new CancellationException();
            }
            Path file = data.resolve(files.get(i));
            control.files().accept(new FileProgress(i + 1, count, file.toString()));
            try {
                Picture picture = PictureFiles.read(file);
                FileErrors.naming(file, () -> evaluation.add(picture));
            } catch (BadInputException | CorruptFileException e) {
                control.note("left out: " + e.getMessage());
            }
        }
        if (evaluation.pictures() == 0) {
            throw new BadInputException(
                    "%s holds no picture that can be measured: name a folder with some of %d pixels a side or more"
                            .formatted(data, RestorerEvaluation.SMALLEST_SIDE));
        }
    }
}
