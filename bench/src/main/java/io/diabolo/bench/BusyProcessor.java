package io.diabolo.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Another process that wants one processor for itself, all the time, as a neighbour on a shared machine does. */
final class BusyProcessor implements AutoCloseable {

    private final Process process;

    private BusyProcessor(Process process) {
        this.process = process;
    }

    static BusyProcessor start() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        try {
            return new BusyProcessor(new ProcessBuilder(List.of(
                            java,
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            BusyProcessor.class.getName()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a process that keeps a processor busy", e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Ends when its input does, which is when the benchmark ends, however that comes. */
    public static void main(String[] args) throws IOException {
        Thread busy = new Thread(() -> {
            long sum = 0;
            while (sum != Long.MIN_VALUE) {
                sum = sum * 31 + 7 | 1;
            }
        });
        busy.setDaemon(true);
        busy.start();
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
    }
}
