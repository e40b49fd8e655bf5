package io.diabolo.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A side's process, from which answers are asked one by one. Its error stream goes into a log. */
final class WorkerProcess implements AutoCloseable {

    private static final long LIMIT_MINUTES = 60;
    private static final long GRACE_SECONDS = 10;

    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;
    private final Path log;

    private WorkerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        questions = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** @throws Protocol.WorkerException if the program cannot be started */
    static WorkerProcess start(Side side, Path log) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(side.command()).redirectError(log.toFile());
            // Such a variable may forbid OpenBLAS the kernels of this processor: it halved products in float32.
            builder.environment().keySet().removeIf(name -> name.startsWith("OPENBLAS_"));
            builder.environment().putAll(side.environment());
            return new WorkerProcess(builder.start(), log);
        } catch (IOException e) {
            throw new Protocol.WorkerException(
                    "cannot start %s: %s".formatted(side.command().get(0), e.getMessage()));
        }
    }

    /**
     * Sends a question and waits for its answer.
     *
     * @throws Protocol.WorkerException if the side reports an error, ends, or takes longer than an hour
     */
    <T> T ask(Object question, Class<T> answer) {
        try {
            questions.write(Protocol.line(question));
            questions.newLine();
            questions.flush();
        } catch (IOException e) {
            throw ended();
        }
        String line = within(CompletableFuture.supplyAsync(this::nextLine)).orElseThrow(this::ended);
        return Protocol.parse(line, answer);
    }

    /** The next line of JSON: a library may print others. */
    private Optional<String> nextLine() {
        try {
            String line = answers.readLine();
            while (line != null && !line.startsWith("{")) {
                line = answers.readLine();
            }
            return Optional.ofNullable(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> within(CompletableFuture<Optional<String>> line) {
        try {
            return line.get(LIMIT_MINUTES, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Protocol.WorkerException("interrupted");
        } catch (TimeoutException e) {
            throw new Protocol.WorkerException("no answer within %d minutes".formatted(LIMIT_MINUTES));
        } catch (ExecutionException e) {
            throw ended();
        }
    }

    private Protocol.WorkerException ended() {
        String last = "";
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            last = lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1);
        } catch (IOException e) {
            last = ": " + e.getMessage();
        }
        return new Protocol.WorkerException("the process ended%s (%s)".formatted(last, log));
    }

    /** Ends the input, and the process with it. */
    @Override
    public void close() {
        try {
            questions.close();
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException alreadyEnded) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
