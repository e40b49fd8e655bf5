package io.diabolo.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * Who does the work.
 *
 * @param name {@code diabolo}, {@code lab}, {@code tuned}
 * @param command starts a process that answers {@link Protocol}
 */
record Side(String name, List<String> command) {

    static final String DIABOLO = "diabolo";

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
                        Worker.class.getName()));
    }

    /** A script of {@code bench/peers}. */
    static Side peer(String name, Path python, Path scripts) {
        return new Side(
                name, List.of(python.toString(), scripts.resolve(name + ".py").toString()));
    }

    boolean isDiabolo() {
        return name.equals(DIABOLO);
    }
}
