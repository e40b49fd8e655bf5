package io.diabolo.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Who does the work.
 *
 * @param name {@code diabolo}, {@code lab}, {@code tuned}
 * @param command starts a process that answers {@link Protocol}
 * @param environment variables of that process
 */
record Side(String name, List<String> command, Map<String, String> environment) {

    static final String DIABOLO = "diabolo";
    private static final String TUNED = "tuned";

    /** Those of ./diabolo: glibc keeps freed memory instead of handing it back and asking for it again at every step. */
    private static final Map<String, String> KEEP_MEMORY = Map.of(
            "MALLOC_MMAP_THRESHOLD_", "1073741824",
            "MALLOC_TRIM_THRESHOLD_", "2147483648",
            "MALLOC_TOP_PAD_", "67108864");

    static Side diabolo() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // The settings of ./diabolo.
        return new Side(
                DIABOLO,
                List.of(
                        java,
                        "-Xshare:auto",
                        "-XX:+UseSerialGC",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName()),
                KEEP_MEMORY);
    }

    /** A script of {@code bench/peers}; the expert's gets the same memory as Diabolo. */
    static Side peer(String name, Path python, Path scripts) {
        return new Side(
                name,
                List.of(python.toString(), scripts.resolve(name + ".py").toString()),
                name.equals(TUNED) ? KEEP_MEMORY : Map.of());
    }

    boolean isDiabolo() {
        return name.equals(DIABOLO);
    }
}
