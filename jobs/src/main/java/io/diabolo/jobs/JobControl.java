package io.diabolo.jobs;

import io.diabolo.study.StudyListener;
import io.diabolo.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * Who watches a job and who may stop it.
 *
 * @param notes takes remarks for the user, one line each
 * @param training told of a training's progress, on the job's thread
 * @param study told of a study's progress, call by call, though from several threads
 * @param files told of each file before it is worked on
 * @param stop asked often; once true, a training or a study ends with a checkpoint from which it can be continued, and a job
 *     that goes through files ends before the next one, or within a picture that goes through a network
 * @param progress told the share that is done of a file in work, 0 to 1, where a job knows it
 * @param samples told what becomes of samples while a model is trained; where there is none, nothing is computed for it
 */
public record JobControl(
        Consumer<String> notes,
        List<TrainingListener> training,
        StudyListener study,
        Consumer<FileProgress> files,
        BooleanSupplier stop,
        DoubleConsumer progress,
        List<SampleWatcher> samples) {

    public JobControl {
        training = List.copyOf(training);
        samples = List.copyOf(samples);
    }

    /** Watched by nobody, stopped by nobody. */
    public static JobControl none() {
        return new JobControl(
                note -> {}, List.of(), new StudyListener() {}, file -> {}, () -> false, share -> {}, List.of());
    }

    public JobControl withNotes(Consumer<String> newNotes) {
        return new JobControl(newNotes, training, study, files, stop, progress, samples);
    }

    /** With one more listener of a training. */
    public JobControl withTraining(TrainingListener listener) {
        List<TrainingListener> more = new ArrayList<>(training);
        more.add(listener);
        return new JobControl(notes, more, study, files, stop, progress, samples);
    }

    public JobControl withStudy(StudyListener listener) {
        return new JobControl(notes, training, listener, files, stop, progress, samples);
    }

    public JobControl withFiles(Consumer<FileProgress> listener) {
        return new JobControl(notes, training, study, listener, stop, progress, samples);
    }

    public JobControl withStop(BooleanSupplier newStop) {
        return new JobControl(notes, training, study, files, newStop, progress, samples);
    }

    public JobControl withProgress(DoubleConsumer listener) {
        return new JobControl(notes, training, study, files, stop, listener, samples);
    }

    public JobControl withSamples(SampleWatcher watcher) {
        return new JobControl(notes, training, study, files, stop, progress, List.of(watcher));
    }

    void note(String remark) {
        notes.accept(remark);
    }
}
