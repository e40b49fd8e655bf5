package io.diabolo.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepeatedNotesTest {

    private final List<String> notes = new ArrayList<>();
    private final List<FileProgress> progress = new ArrayList<>();
    private final JobControl control = JobControl.none().withNotes(notes::add).withFiles(progress::add);

    private FilesEnding through(int files, String... said) {
        List<String> names =
                IntStream.range(0, files).mapToObj(i -> "photo" + i + ".png").toList();
        return RepeatedNotes.during(
                control,
                counted -> FileLoop.each(names, name -> name, counted, name -> {
                    for (String note : said) {
                        counted.note(note.formatted(name, name.length() * 1000));
                    }
                }));
    }

    @Test
    void during_fiftyThousandFiles_saysThreeNotesOfAKindAndCountsTheOthers() {
        FilesEnding ending = through(50_000, "%s has 16 bits a channel", "%s is the smaller file: %,d bytes");
        assertThat(ending).isEqualTo(new FilesEnding(50_000, 50_000, List.of(), false));
        assertThat(progress).hasSize(50_000);
        assertThat(notes)
                .hasSize(2 * 3 + 2)
                .startsWith("photo0.png has 16 bits a channel", "photo0.png is the smaller file: 10,000 bytes")
                .endsWith(
                        "49,997 more files as the first: photo0.png has 16 bits a channel",
                        "49,997 more files as the first: photo0.png is the smaller file: 10,000 bytes");
    }

    @Test
    void during_fewFiles_saysEachNoteAndCountsNothing() {
        through(3, "%s has 16 bits a channel");
        assertThat(notes).hasSize(3).allMatch(note -> note.endsWith("has 16 bits a channel"));
    }

    @Test
    void during_whatFails_stillSaysHowManyMoreThereWere() {
        assertThatThrownBy(() -> RepeatedNotes.during(control, counted -> {
                    for (int i = 0; i < 5; i++) {
                        counted.note("a kind");
                    }
                    throw new IllegalStateException("full");
                }))
                .hasMessage("full");
        assertThat(notes).hasSize(4).last().isEqualTo("2 more files as the first: a kind");
    }
}
