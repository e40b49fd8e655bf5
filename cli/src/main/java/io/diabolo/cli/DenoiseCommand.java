package io.diabolo.cli;

import io.diabolo.jobs.RestoreTask;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code ./diabolo denoise}. */
@Command(
        name = "denoise",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Takes noise out of photographs, gray or colour; alpha and metadata are kept.",
            "How noisy a picture is, the network finds by itself."
        },
        footer = {
            "",
            "Examples:",
            "  ./diabolo denoise photo.jpg                                  -> photo-clean.png",
            "  ./diabolo denoise scan.png --sigma 25 -o clean.png",
            "  ./diabolo denoise photos --out clean",
            "  ./diabolo denoise --signal sensors.csv --columns 2,3          columns of a table: see denoise-signal --help"
        })
final class DenoiseCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private RestoreChoices pictures = new RestoreChoices();

    @Option(
            names = "--sigma",
            paramLabel = "auto|0..255",
            converter = Sigma.class,
            description =
                    "The noise's standard deviation in levels of 255, where it is known (default: auto, which is as good with the shipped network).")
    private Sigma.Choice sigma = new Sigma.Choice(null);

    @Mixin
    private ThreadOptions common = new ThreadOptions();

    DenoiseCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return pictures.run(session, common, new RestoreTask.Denoise(sigma.value));
    }

    /** Reads {@code auto} or a number. */
    static final class Sigma implements ITypeConverter<Sigma.Choice> {

        @Override
        public Choice convert(String text) {
            if (text.strip().equalsIgnoreCase("auto")) {
                return new Choice(null);
            }
            try {
                return new Choice(Double.valueOf(text.strip()));
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'%s' is no number: write 25, or auto".formatted(text));
            }
        }

        /** @param value null for auto */
        record Choice(@Nullable Double value) {}
    }
}
