package io.diabolo.jobs;

import io.diabolo.data.PictureListing;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Says which files of a folder are not taken for pictures: who gave the folder may believe that all of it is done. */
final class PassedOver {

    private static final int NAMED = 2;

    /** What these jobs write themselves, into folders of pictures too. */
    private static final Pattern OWN = Pattern.compile(".*\\.(dbl|dba|part|lock)");

    private PassedOver() {}

    /** The pictures below a folder, with one note on all other files in it. */
    static Function<Path, List<Path>> noted(Consumer<String> notes) {
        return folder -> PictureListing.files(folder, others -> note(others, notes));
    }

    private static void note(List<Path> others, Consumer<String> notes) {
        List<String> names = others.stream()
                .map(Path::toString)
                .filter(name -> !OWN.matcher(name.toLowerCase(Locale.ROOT)).matches())
                .toList();
        if (names.size() == 1) {
            notes.accept(
                    "1 file was passed over, as it is hidden or not named as a picture: %s".formatted(names.get(0)));
        } else if (!names.isEmpty()) {
            int more = names.size() - NAMED;
            notes.accept("%,d files were passed over, as they are hidden or not named as pictures: %s%s"
                    .formatted(
                            names.size(),
                            String.join(", ", names.subList(0, NAMED)),
                            more > 0 ? " and %,d more".formatted(more) : ""));
        }
    }
}
