package io.diabolo.cli;

import io.diabolo.jobs.FileProgress;
import io.diabolo.jobs.FilesEnding;
import io.diabolo.jobs.JobControl;
import io.diabolo.study.StudyListener;

/**
 * A job that the user watches and may stop with Ctrl-C. The process ends when this is closed after Ctrl-C, so what is to be
 * said of it is said before.
 */
final class LongRun implements AutoCloseable {

    private final Session session;
    private final CommonOptions common;
    private final CtrlC ctrlC;
    private final ProgressListener progress;

    private LongRun(Session session, CommonOptions common, CtrlC ctrlC) {
        this.session = session;
        this.common = common;
        this.ctrlC = ctrlC;
        progress = new ProgressListener(session, common);
    }

    /** A training: Ctrl-C ends it with a checkpoint; before it begins and after it ends, the process ends at once. */
    static LongRun ofTraining(Session session, CommonOptions common) {
        return new LongRun(session, common, CtrlC.ofTraining());
    }

    /** A job in parts, files or trainings: Ctrl-C ends it after those that are in work, and within a large picture. */
    static LongRun ofParts(Session session, CommonOptions common) {
        return new LongRun(session, common, CtrlC.watch());
    }

    /** Of a training. */
    JobControl training() {
        return control().withTraining(progress).withTraining(ctrlC.training());
    }

    /** Of a training on a machine that is not the first: that one shows the progress. */
    JobControl following() {
        return control().withTraining(ctrlC.training());
    }

    /** Of a study. */
    JobControl study(StudyListener listener) {
        return control().withStudy(listener);
    }

    /** Of a job that goes through files. */
    JobControl files() {
        return control().withFiles(this::show).withProgress(this::show);
    }

    private JobControl control() {
        return common.control(session)
                .withStop(() -> ctrlC.getAsBoolean() || session.stop().getAsBoolean());
    }

    /** On a terminal only: elsewhere a line a file is enough. */
    private void show(double share) {
        if (session.columns() > 0 && !common.quiet()) {
            session.err().print(share < 1 ? "\r%3.0f %%".formatted(100 * share) : "\r     \r");
            session.err().flush();
        }
    }

    private void show(FileProgress file) {
        if (file.count() > 1) {
            common.say(
                    session,
                    common.phrases()
                            .format("%d of %d: %s", "%d sur %d : %s", file.number(), file.count(), file.file()));
        }
    }

    /** The training is over: what follows stands below its progress. */
    void endProgress() {
        progress.close();
    }

    /** Says how to go on. */
    int interrupted(String text) {
        return interruptedAs("interrupted" + text);
    }

    /** Says how to go on, in whichever language. */
    int interruptedAs(String sentence) {
        common.say(session, sentence);
        return ExitCodes.INTERRUPTED;
    }

    /** Says what failed, whatever is quiet; the first failure decides about the exit code. */
    int end(FilesEnding ending) {
        return end(ending, Integer.MAX_VALUE);
    }

    /** @param said how many failures are said */
    int end(FilesEnding ending, int said) {
        int code = ExitCodes.OK;
        int failed = ending.failures().size();
        for (FilesEnding.Failure failure : ending.failures().subList(0, Math.min(failed, said))) {
            int own = Main.failure(session, failure.cause(), failure.message(), common.debug());
            code = code == ExitCodes.OK ? own : code;
        }
        if (failed > said) {
            common.say(session, "%,d more failed".formatted(failed - said));
        }
        if (ending.untried() > 0 && !ending.stopped()) {
            common.say(
                    session,
                    ending.untried() == 1
                            ? "1 more file was not tried"
                            : "%,d more files were not tried".formatted(ending.untried()));
        }
        return ending.stopped()
                ? interrupted(" after %d of %d files; those that were written are whole"
                        .formatted(ending.done(), ending.files()))
                : code;
    }

    @Override
    public void close() {
        progress.close();
        ctrlC.close();
    }
}
