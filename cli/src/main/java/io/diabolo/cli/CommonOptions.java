package io.diabolo.cli;

import io.diabolo.engine.Device;
import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.Jobs;
import io.diabolo.jobs.StudyRequest;
import io.diabolo.json.Json;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that every command has; commands that compute something have one of the sub-classes. */
class CommonOptions {

    @ArgGroup(exclusive = false, heading = "%nCommon options:%n", order = 100)
    private Choices choices = new Choices();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private Phrases phrases = new Phrases(StudyRequest.Language.EN);

    /** From here on all that this command says is in that language. */
    void speak(StudyRequest.Language language) {
        phrases = new Phrases(language);
    }

    Phrases phrases() {
        return phrases;
    }

    boolean quiet() {
        return choices.quiet;
    }

    boolean json() {
        return choices.json;
    }

    boolean debug() {
        return choices.debug;
    }

    /** This process runs one job, with all threads. */
    Jobs jobs() {
        return new Jobs(0, 1, () -> Device.CPU);
    }

    /** The arguments of {@code ./diabolo}, for reports and cards. */
    List<String> command() {
        return spec.root().commandLine().getParseResult().originalArgs();
    }

    /** Remarks go to stderr, and the session may stop the job. */
    JobControl control(Session session) {
        return JobControl.none()
                .withNotes(note -> say(session, phrases.remark(note)))
                .withStop(session.stop());
    }

    /** Remarks go to stderr, where no program looks for the answer. */
    void say(Session session, String text) {
        if (!choices.quiet) {
            session.err().println(text);
            session.err().flush();
        }
    }

    /** The one answer on stdout: a JSON document or text. */
    void answer(Session session, Object json, Supplier<String> text) {
        session.out().print(choices.json ? Json.text(json) + "\n" : text.get());
        session.out().flush();
    }

    /** A group, so that help shows these options together. */
    private static final class Choices {

        @Option(names = "--json", description = "Print the answer as one JSON document on stdout.")
        private boolean json;

        @Option(
                names = {"-q", "--quiet"},
                description = "No progress and no remarks, only the answer and errors.")
        private boolean quiet;

        @Option(names = "--debug", description = "Show the stack trace of a failure.")
        private boolean debug;

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help.")
        @SuppressWarnings("UnusedVariable") // picocli reads it
        private boolean help;
    }
}
