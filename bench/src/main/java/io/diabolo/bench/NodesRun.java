package io.diabolo.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** {@code bench/run --nodes}: a training that processes of one thread share over the loopback, and what more machines would give. */
final class NodesRun {

    /** Samples of a batch that one machine has, or that two share. */
    private static final int BATCH = 128;

    private static final int LONGEST_RUN = 300;

    private final Options options;
    private final Consumer<String> news;

    private NodesRun(Options options, Consumer<String> news) {
        this.options = options;
        this.news = news;
    }

    static void run(Options options, Consumer<String> news) throws IOException {
        NodesRun run = new NodesRun(options, news);
        NodesPoint.Answer alone = run.measure(1, BATCH);
        NodesPoint.Answer shared = run.measure(2, BATCH);
        NodesPoint.Answer doubled = run.measure(2, 2 * BATCH);
        NodesModel model =
                new NodesModel(alone.parameters(), alone.stepSeconds(), shared.quickExchangeSeconds() / shared.bytes());
        System.out.printf(
                "an MLP of %,d parameters on %s, %d processors, a thread a process, over the loopback%s%n",
                alone.parameters(),
                Memory.processor(),
                Runtime.getRuntime().availableProcessors(),
                options.quick() ? "; a quick run: the figures mean nothing" : "");
        System.out.print(measured(alone, shared, doubled).text());
        System.out.println("\nwhat it would be on more machines; " + NodesModel.ASSUMPTIONS);
        System.out.print(model.table().text());
    }

    /** The slowest of the machines, which the others wait for. */
    private NodesPoint.Answer measure(int count, int batch) throws IOException {
        news.accept("%d processes, batches of %d".formatted(count, batch));
        String list = count == 1 ? "" : "127.0.0.1:" + freePort() + ",127.0.0.1".repeat(count - 1);
        List<CompletableFuture<NodesPoint.Answer>> answers = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            NodesPoint.Request request =
                    new NodesPoint.Request("nodes", list, number, batch, options.quick() ? 12 : LONGEST_RUN);
            answers.add(CompletableFuture.supplyAsync(() -> ask(request)));
        }
        NodesPoint.Answer slowest = answers.get(0).join();
        for (CompletableFuture<NodesPoint.Answer> answer : answers) {
            slowest = answer.join().stepSeconds() > slowest.stepSeconds() ? answer.join() : slowest;
        }
        return slowest;
    }

    private NodesPoint.Answer ask(NodesPoint.Request request) {
        try (WorkerProcess process = WorkerProcess.start(
                Side.diabolo(), options.out().resolve("logs/nodes-%d.log".formatted(request.number())))) {
            return process.ask(request, NodesPoint.Answer.class);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static TextTable measured(NodesPoint.Answer alone, NodesPoint.Answer shared, NodesPoint.Answer doubled) {
        double one = BATCH / alone.stepSeconds();
        return new TextTable(
                List.of(
                        "processes",
                        "batch",
                        "ms a step",
                        "ms computing",
                        "ms adding up",
                        "bytes each way",
                        "images/s",
                        "efficiency"),
                List.of(false, false, false, false, false, false, false, false),
                List.of(row(1, BATCH, alone, one), row(2, BATCH, shared, one), row(2, 2 * BATCH, doubled, one)));
    }

    /** @param one images a second of one process */
    private static List<String> row(int count, int batch, NodesPoint.Answer answer, double one) {
        double rate = batch / answer.stepSeconds();
        return List.of(
                String.valueOf(count),
                String.valueOf(batch),
                NodesModel.millis(answer.stepSeconds()),
                NodesModel.millis(answer.stepSeconds() - answer.exchangeSeconds()),
                NodesModel.millis(answer.exchangeSeconds()),
                String.format(Locale.ROOT, "%,d", answer.bytes()),
                String.format(Locale.ROOT, "%,.0f", rate),
                String.format(Locale.ROOT, "%.2f", rate / (count * one)));
    }
}
