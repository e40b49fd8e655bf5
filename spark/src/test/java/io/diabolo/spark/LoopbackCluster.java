package io.diabolo.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A standalone cluster of Spark on the loopback address: a master and workers of one core each, each a process. */
final class LoopbackCluster implements AutoCloseable {

    private static final Path HOME = Path.of("target", "spark").toAbsolutePath();

    private final Path folder;
    private final int port;
    private final List<Process> processes = new ArrayList<>();

    LoopbackCluster(Path folder, int workers) throws IOException, InterruptedException {
        this.folder = folder;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        start("master", "New state: ALIVE", "master.Master", "--port", String.valueOf(port));
        for (int i = 1; i <= workers; i++) {
            start(
                    "worker-" + i,
                    "Successfully registered",
                    "worker.Worker",
                    "--cores",
                    "1",
                    "--memory",
                    "2g",
                    "--work-dir",
                    folder.resolve("work-" + i).toString(),
                    master());
        }
    }

    String master() {
        return "spark://127.0.0.1:" + port;
    }

    private void start(String name, String ready, String type, String... arguments)
            throws IOException, InterruptedException {
        Path log = folder.resolve(name + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "@" + Path.of("launch", "java-options").toAbsolutePath(),
                "-cp",
                HOME.resolve("jars") + "/*",
                "org.apache.spark.deploy." + type,
                "--host",
                "127.0.0.1",
                "--webui-port",
                "0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "SPARK_HOME",
                        HOME.toString(),
                        "SPARK_SCALA_VERSION",
                        "2.13",
                        "SPARK_LOCAL_IP",
                        "127.0.0.1",
                        "LC_ALL", // as services often have it
                        "C"));
        processes.add(builder.start());
        for (int waited = 0; waited < 1_200; waited++) {
            if (Files.readString(log).contains(ready)) {
                return;
            }
            Thread.sleep(100);
        }
        assertThat(Files.readString(log)).contains(ready);
    }

    /**
     * Binds each worker, and the executors that it starts from now on, to a processor of its own: a virtual machine compiles and
     * collects garbage on others, whatever Spark has given it. By Linux' {@code taskset}.
     */
    void bindToProcessors() throws IOException, InterruptedException {
        for (int worker = 1; worker < processes.size(); worker++) {
            long pid = processes.get(worker).pid();
            int bound = new ProcessBuilder("taskset", "-acp", String.valueOf(worker - 1), String.valueOf(pid))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            assertThat(bound).isZero();
        }
    }

    /** A worker and its executors, from one moment to the next. */
    void killWorker(int number) {
        kill(processes.get(number));
    }

    /** An executor by Spark's number for it; its worker, in whose folder it has one of its own, starts another. */
    void killExecutor(String id) {
        for (int worker = 1; worker < processes.size(); worker++) {
            try (Stream<Path> folders = Files.walk(folder.resolve("work-" + worker), 2)) {
                if (folders.anyMatch(found -> found.getFileName().toString().equals(id))) {
                    processes.get(worker).descendants().forEach(ProcessHandle::destroyForcibly);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        processes.forEach(LoopbackCluster::kill);
    }
}
