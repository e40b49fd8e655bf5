package io.diabolo.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What Linux says of this process and its machine; 0 or nothing elsewhere. */
final class Memory {

    private static final Path STATUS = Path.of("/proc/self/status");

    private Memory() {}

    /** The largest resident memory of this process so far, in bytes. */
    static long peakBytes() {
        return kibibytes(STATUS, "VmHWM") * 1024;
    }

    /** The resident memory of this process, in bytes. */
    static long residentBytes() {
        return kibibytes(STATUS, "VmRSS") * 1024;
    }

    /** The memory of the machine, in bytes. */
    static long machineBytes() {
        return kibibytes(Path.of("/proc/meminfo"), "MemTotal") * 1024;
    }

    static String processor() {
        return value(Path.of("/proc/cpuinfo"), "model name").orElse(System.getProperty("os.arch"));
    }

    private static long kibibytes(Path file, String name) {
        return value(file, name)
                .map(text -> Long.parseLong(text.replaceAll("\\D", "")))
                .orElse(0L);
    }

    /** What follows the colon of the first line that begins with a name. */
    private static Optional<String> value(Path file, String name) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }
}
