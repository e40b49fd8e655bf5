package io.diabolo.study;

import io.diabolo.store.Provenance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the operating system says of the machine and of this process; Linux says most. */
final class Machine {

    private static final int KIBIBYTE = 1024;

    private Machine() {}

    /** The largest resident memory of this process so far; 0 where the system does not say. */
    static long peakMemoryBytes() {
        return kibibytes("/proc/self/status", "VmHWM");
    }

    static StudyResult.Environment describe(List<String> command) {
        String architecture = System.getProperty("os.arch");
        return new StudyResult.Environment(
                command,
                Provenance.currentVersions(),
                "%s %s %s".formatted(System.getProperty("os.name"), System.getProperty("os.version"), architecture),
                value("/proc/cpuinfo", "model name").orElse(architecture),
                Runtime.getRuntime().availableProcessors(),
                kibibytes("/proc/meminfo", "MemTotal"));
    }

    private static long kibibytes(String file, String name) {
        return value(file, name)
                .map(text -> text.replaceAll("\\D", ""))
                .filter(digits -> !digits.isEmpty())
                .map(digits -> KIBIBYTE * Long.parseLong(digits))
                .orElse(0L);
    }

    /** What follows the colon of the first line that begins with a name. */
    private static Optional<String> value(String file, String name) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }
}
