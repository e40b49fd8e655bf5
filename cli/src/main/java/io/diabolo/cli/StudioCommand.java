package io.diabolo.cli;

import io.diabolo.studio.Studio;
import io.diabolo.studio.StudioOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./diabolo studio}. */
@Command(
        name = "studio",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Shows a folder's models in a browser: train and watch, look at the latent space, compress, restore.",
            "Everything stays on this machine, and nothing comes from elsewhere. Ctrl-C ends it; a training that runs goes on with the next studio."
        },
        footer = {
            "",
            "Examples:",
            "  ./diabolo studio                        prints an address with a token, for this machine alone",
            "  ./diabolo studio --open --root models   opens the browser, and shows what is in models"
        })
final class StudioCommand implements Callable<Integer> {

    private static final long POLL_MILLIS = 100;

    private final Session session;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Where it listens; 0 for any that is free (default: ${DEFAULT-VALUE}).",
            defaultValue = "" + StudioOptions.USUAL_PORT)
    private int port;

    @Option(
            names = "--host",
            paramLabel = "H",
            description =
                    "The address that it listens on (default: ${DEFAULT-VALUE}, this machine alone). With another, all who reach it and know the token can train, read and delete.",
            defaultValue = StudioOptions.LOOPBACK)
    private String host = StudioOptions.LOOPBACK;

    @Option(names = "--open", description = "Open the browser.")
    private boolean open;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "The folder that is shown; nothing outside of it is read or written (default: this one).",
            defaultValue = ".")
    private Path root = Path.of(".");

    @Mixin
    private EngineOptions common = new EngineOptions();

    StudioCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        StudioOptions options = StudioOptions.of(root).withHost(host).withPort(port);
        if (options.isOpen()) {
            common.say(
                    session,
                    "warning: other machines can reach this studio, without encryption: whoever knows the token can train, read and delete in %s"
                            .formatted(root));
        }
        try (CtrlC ctrlC = CtrlC.watch();
                Studio studio = Studio.start(options, common.jobs())) {
            common.answer(session, new Answer(studio.address()), () -> "studio: %s%n(Ctrl-C ends it)%n"
                    .formatted(studio.address()));
            if (open) {
                open(studio.address());
            }
            while (!ctrlC.getAsBoolean() && !session.stop().getAsBoolean()) {
                Thread.sleep(POLL_MILLIS);
            }
            return ExitCodes.INTERRUPTED;
        }
    }

    private void open(String address) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        List<String> command = system.contains("mac")
                ? List.of("open", address)
                : system.contains("windows")
                        ? List.of("rundll32", "url.dll,FileProtocolHandler", address)
                        : List.of("xdg-open", address);
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            common.say(session, "no browser could be opened (%s): open the address by hand".formatted(e.getMessage()));
        }
    }

    /** Where it is. */
    record Answer(String address) {}
}
