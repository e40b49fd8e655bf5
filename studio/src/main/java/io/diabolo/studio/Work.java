package io.diabolo.studio;

import io.diabolo.jobs.DetectorWish;
import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.Jobs;
import io.diabolo.jobs.LiveDetectors;
import io.diabolo.jobs.Output;
import io.diabolo.jobs.SampleWatcher;
import io.diabolo.jobs.StudyRequest;
import io.diabolo.jobs.StudyWish;
import io.diabolo.jobs.TrainOutcome;
import io.diabolo.jobs.TrainRequest;
import io.diabolo.jobs.TrainedFolders;
import io.diabolo.jobs.TrainingWish;
import io.diabolo.jobs.Wish;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Does what jobs of the queue ask for: a training, a study, the fit of a detector; or goes on with one that a folder holds. */
final class Work {

    private final Jobs jobs;
    private final Root root;

    Work(Jobs jobs, Root root) {
        this.jobs = jobs;
        this.root = root;
    }

    /** Whether a folder holds what a job makes. */
    static boolean isDone(Path folder) {
        return LiveDetectors.isDetector(folder)
                || TrainedFolders.isStudy(folder)
                || (TrainedFolders.isModel(folder) && !isUnfinished(folder));
    }

    /** Whether a folder holds what can be continued. */
    static boolean isUnfinished(Path folder) {
        return Files.isDirectory(folder)
                && (TrainedFolders.isUnfinished(folder) || TrainedFolders.isUnfinishedStudy(folder));
    }

    /** @throws RequestException if what is to be continued reads data outside of the root */
    void requireDataWithin(Path folder) {
        TrainedFolders.data(folder).filter(data -> !root.holds(data)).ifPresent(data -> {
            throw new RequestException(
                    RequestException.FORBIDDEN,
                    "the data of this training is not in the folder that is shown: continue it on the command line");
        });
    }

    /**
     * Runs a job to its end.
     *
     * @param folder that it fills
     * @return whether it was stopped before
     */
    boolean run(QueuedJob job, Path folder, JobControl control) {
        SavedJob saved = job.saved();
        Wish wish = saved.wish() == null ? TrainingWish.auto() : saved.wish();
        boolean goesOn = isUnfinished(folder);
        if (goesOn) {
            requireDataWithin(folder);
        }
        Path data = goesOn ? null : data(saved);
        if (TrainedFolders.isUnfinishedStudy(folder)) {
            StudyRequest asked = wish instanceof StudyWish study ? study.into(folder, null) : StudyRequest.into(folder);
            return study(job, asked.resumed(), control);
        }
        if (goesOn) {
            TrainRequest asked = TrainRequest.into(folder);
            return train(job, asked.with(asked.output().with(Output.Existing.RESUME)), control);
        }
        if (wish instanceof StudyWish study) {
            return study(job, study.into(folder, data), control);
        }
        if (wish instanceof DetectorWish detector) {
            JobControl watched = control.withTraining(JobListener.withoutCurves(job));
            return jobs.fitDetector(detector.into(folder, data), watched).detector() == null;
        }
        return train(job, ((TrainingWish) wish).into(folder, data), control);
    }

    private @Nullable Path data(SavedJob saved) {
        String data = saved.data();
        return data == null || data.equals(Names.GLYPHS) ? null : root.existing(data);
    }

    private boolean study(QueuedJob job, StudyRequest request, JobControl control) {
        return jobs.study(request, control.withStudy(new StudyWatcher(job))).result() == null;
    }

    private boolean train(QueuedJob job, TrainRequest request, JobControl control) {
        TrainOutcome outcome = jobs.train(
                request, control.withTraining(JobListener.withCurves(job)).withSamples(new SampleWatcher() {
                    @Override
                    public void reference(double loss) {
                        job.compared(loss);
                    }

                    @Override
                    public void reconstructed(Reconstructions shown) {
                        job.showed(shown);
                    }
                }));
        job.ended(outcome);
        return outcome.interrupted();
    }
}
