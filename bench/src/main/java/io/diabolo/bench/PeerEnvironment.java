package io.diabolo.bench;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A Python environment with the peers' packages, made once and kept in the user's cache folder, so that neither a clean
 * build nor another checkout installs it again. Its name follows from the requirements.
 */
final class PeerEnvironment {

    private static final String MINIMUM = "import sys; sys.exit(sys.version_info < (3, 10))";

    private final Path requirements;
    private final Path folder;
    private final Consumer<String> news;

    PeerEnvironment(Path requirements, Path cache, Consumer<String> news) throws IOException {
        this.requirements = requirements;
        this.folder = cache.resolve("bench-peers-" + hash(Files.readAllBytes(requirements)));
        this.news = news;
    }

    /** {@code $XDG_CACHE_HOME/diabolo}, {@code ~/.cache/diabolo} where that is not set. */
    static Path cache() {
        String set = System.getenv("XDG_CACHE_HOME");
        Path base = set == null || set.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(set);
        return base.resolve("diabolo");
    }

    /** The environment's Python, installed if it is not yet; empty, with the reason told, where that is impossible. */
    Optional<Path> python() throws IOException {
        Path stamp = folder.resolve("installed");
        Path python = Files.exists(folder.resolve("Scripts"))
                ? folder.resolve("Scripts/python.exe")
                : folder.resolve("bin/python");
        if (Files.exists(stamp)) {
            return Optional.of(python);
        }
        Optional<String> system = List.of("python3", "python").stream()
                .filter(name -> run(List.of(name, "-c", MINIMUM)))
                .findFirst();
        if (system.isEmpty()) {
            news.accept("no Python 3.10 or newer was found: going on without the peers");
            return Optional.empty();
        }
        news.accept("installing the peers into %s, once; PyTorch is large (up to 7 GB) ...".formatted(folder));
        Files.createDirectories(folder);
        boolean made = run(List.of(system.get(), "-m", "venv", folder.toString()));
        if (made) {
            python = Files.exists(folder.resolve("Scripts")) ? folder.resolve("Scripts/python.exe") : python;
            made = run(List.of(
                    python.toString(),
                    "-m",
                    "pip",
                    "install",
                    "-q",
                    "--disable-pip-version-check",
                    "-r",
                    requirements.toString()));
        }
        if (!made) {
            news.accept("the peers could not be installed (see above): going on without them");
            return Optional.empty();
        }
        Files.createFile(stamp);
        return Optional.of(python);
    }

    /** Whether a command ends well; what it says on its error stream is shown. */
    private static boolean run(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return "%064x".formatted(new BigInteger(1, digest)).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
