package io.diabolo.jobs;

import io.diabolo.error.BadInputException;
import io.diabolo.image.KeptPicture;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.restore.Denoiser;
import io.diabolo.restore.Mask;
import io.diabolo.restore.RestoreOptions;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Pictures to restored pictures, one after the other. */
final class RestoreJob {

    private static final double NANOS = 1e9;

    private final RestoreTask task;
    private final Restorers restorers;
    private final JobControl control;

    private RestoreJob(RestoreTask task, Restorers restorers, JobControl control) {
        this.task = task;
        this.restorers = restorers;
        this.control = control;
    }

    static RestoreOutcome run(RestoreRequest request, int threads, JobControl control) {
        RestoreOptions options = RestoreOptions.defaults()
                .withThreads(threads)
                .withProgress(control.progress())
                .withStop(control.stop());
        Path model = request.model() == null ? null : Path.of(request.model());
        Restorers restorers = Restorers.open(request.task(), model, options);
        List<Path> inputs = request.inputs().stream().map(Path::of).toList();
        String ending = (request.output().path() == null ? restorers.suffix() : "") + ".png";
        FilePairs.Kind kind = new FilePairs.Kind(ending, PassedOver.noted(control.notes()), PictureFiles::isPicture);
        List<RestoreOutcome.Restored> done = new ArrayList<>();
        if (model == null) {
            remark(request.task(), control);
        }
        try (FilePairs pairs = FilePairs.plan(inputs, kind, request.output(), control.notes())) {
            pairs.requireOtherFiles();
            pairs.results().forEach(PictureFiles::requireWritable);
            FilesEnding end = RepeatedNotes.during(control, counted -> {
                RestoreJob job = new RestoreJob(request.task(), restorers, counted);
                return pairs.each(counted, pair -> done.add(job.restore(pair)));
            });
            return new RestoreOutcome(done, end);
        }
    }

    private static void remark(RestoreTask task, JobControl control) {
        if (task instanceof RestoreTask.Denoise denoise
                && denoise.sigma() != null
                && denoise.sigma() > Denoiser.TRAINED_SIGMA) {
            control.note("sigma %s is more than the %s that the network has seen: some noise will stay"
                    .formatted(denoise.sigma(), Denoiser.TRAINED_SIGMA));
        }
    }

    private RestoreOutcome.Restored restore(FilePairs.Pair pair) {
        KeptPicture read = PictureFiles.readToKeep(pair.from(), control.notes());
        BufferedImage picture = read.image();
        Optional<Mask> mask = task instanceof RestoreTask.Inpaint inpaint
                ? Optional.of(FileErrors.naming(pair.from(), () -> mask(inpaint, picture)))
                : Optional.empty();
        String name = pair.from().toString().toLowerCase(Locale.ROOT);
        if (task instanceof RestoreTask.Deblock && !name.endsWith(".jpg") && !name.endsWith(".jpeg")) {
            control.note("%s is not named as a JPEG: its blocks are taken to begin in its upper left corner"
                    .formatted(pair.from()));
        }
        long start = System.nanoTime();
        BufferedImage result =
                FileErrors.naming(pair.from(), () -> restorers.action().apply(pair.from(), picture, mask));
        double seconds = (System.nanoTime() - start) / NANOS;
        PictureFiles.write(pair.to(), Picture.of(result), read, control.notes());
        return new RestoreOutcome.Restored(
                pair.from().toString(),
                pair.to().toString(),
                result.getWidth(),
                result.getHeight(),
                mask.map(Mask::count).orElse(0),
                seconds);
    }

    private Mask mask(RestoreTask.Inpaint inpaint, BufferedImage picture) {
        List<Mask> masks = new ArrayList<>();
        if (inpaint.mask() != null) {
            masks.add(Mask.of(PictureFiles.read(Path.of(inpaint.mask())).toBufferedImage()));
        }
        for (Mask.Box box : inpaint.boxes()) {
            masks.add(Mask.of(picture.getWidth(), picture.getHeight(), box));
        }
        if (inpaint.automatic()) {
            Mask found = Mask.automatic(picture);
            if (found.count() == 0 && masks.isEmpty()) {
                throw new BadInputException(
                        "no lost pixels were found, neither transparent nor odd ones: say where with --mask FILE or --box");
            }
            masks.add(found);
        }
        return masks.stream().reduce(Mask::or).orElseThrow();
    }
}
