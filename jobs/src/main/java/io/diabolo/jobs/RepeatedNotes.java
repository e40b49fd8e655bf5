package io.diabolo.jobs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The notes of a job that goes through files, where many files may give the same one: three of a kind are said, and at the end
 * how many more there were. Notes are of one kind where they differ in the file and in numbers alone.
 */
final class RepeatedNotes {

    private static final int SAID = 3;
    private static final Pattern NUMBER = Pattern.compile("\\d[\\d,.]*");

    private final JobControl control;
    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private String file = "";

    private RepeatedNotes(JobControl control) {
        this.control = control;
    }

    /** Does it with a control whose notes are counted; what came of it stands behind them. */
    static FilesEnding during(JobControl control, Work work) {
        RepeatedNotes notes = new RepeatedNotes(control);
        try {
            return work.done(control.withNotes(notes::note).withFiles(notes::begin));
        } finally {
            notes.end();
        }
    }

    private void begin(FileProgress progress) {
        file = progress.file();
        control.files().accept(progress);
    }

    private void note(String note) {
        String kind = NUMBER.matcher(note.replace(file, "")).replaceAll("0");
        Kind known = kinds.computeIfAbsent(kind, first -> new Kind(note));
        if (++known.count <= SAID) {
            control.note(note);
        }
    }

    private void end() {
        for (Kind kind : kinds.values()) {
            if (kind.count > SAID) {
                control.note("%,d more files as the first: %s".formatted(kind.count - SAID, kind.first));
            }
        }
    }

    /** What goes through the files. */
    interface Work {
        FilesEnding done(JobControl counted);
    }

    private static final class Kind {

        private final String first;
        private long count;

        Kind(String first) {
            this.first = first;
        }
    }
}
