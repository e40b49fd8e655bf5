package io.diabolo.cli;

import io.diabolo.error.BadInputException;
import io.diabolo.jobs.RestoreTask;
import io.diabolo.restore.Mask;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code ./diabolo inpaint}. */
@Command(
        name = "inpaint",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Fills what is lost of photographs, with the shipped network: scratches, text, missing pixels, small holes.",
            "All that is not hidden stays as it is."
        },
        footer = {
            "",
            "Examples:",
            "  ./diabolo inpaint photo.png --mask mask.png                  white is repaired -> photo-repaired.png",
            "  ./diabolo inpaint photo.png --box 120,80,40,16 -o whole.png",
            "  ./diabolo inpaint scans --mask auto --out whole"
        })
final class InpaintCommand implements Callable<Integer> {

    private static final String AUTOMATIC = "auto";

    private final Session session;

    @Mixin
    private RestoreChoices pictures = new RestoreChoices();

    @Option(
            names = "--mask",
            paramLabel = "FILE|auto",
            description =
                    "A picture of the same size, white where something is lost; auto: transparent pixels, or else single black and white ones that do not fit.")
    private @Nullable String mask;

    @Option(
            names = "--box",
            paramLabel = "X,Y,W,H",
            converter = BoxText.class,
            description = "A rectangle in pixels from the upper left corner; may be given several times.")
    private List<Mask.Box> boxes = List.of();

    @Mixin
    private ThreadOptions common = new ThreadOptions();

    InpaintCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        boolean automatic = AUTOMATIC.equalsIgnoreCase(mask);
        return pictures.run(session, common, new RestoreTask.Inpaint(automatic ? null : mask, automatic, boxes));
    }

    /** Reads {@code 120,80,40,16}. */
    static final class BoxText implements ITypeConverter<Mask.Box> {

        private static final Pattern TEXT = Pattern.compile("(-?\\d{1,7}),(-?\\d{1,7}),(-?\\d{1,7}),(-?\\d{1,7})");

        @Override
        public Mask.Box convert(String text) {
            Matcher numbers = TEXT.matcher(text.replace(" ", ""));
            if (!numbers.matches()) {
                throw new TypeConversionException(
                        "'%s' is no box: write X,Y,W,H, for example 120,80,40,16".formatted(text));
            }
            try {
                return new Mask.Box(
                        Integer.parseInt(numbers.group(1)),
                        Integer.parseInt(numbers.group(2)),
                        Integer.parseInt(numbers.group(3)),
                        Integer.parseInt(numbers.group(4)));
            } catch (BadInputException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
