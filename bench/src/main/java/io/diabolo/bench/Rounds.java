package io.diabolo.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Does one work with all sides in turn: A B C, A B C, ... */
final class Rounds {

    private final List<Side> sides;
    private final BenchData data;
    private final Path logs;
    private final boolean quick;
    private final Consumer<String> news;
    private final List<String> notes;

    /**
     * @param logs where the sides' error streams go
     * @param news is told of each round
     * @param notes gets a line for each side that failed
     */
    Rounds(List<Side> sides, BenchData data, Path logs, boolean quick, Consumer<String> news, List<String> notes) {
        this.sides = sides;
        this.data = data;
        this.logs = logs;
        this.quick = quick;
        this.news = news;
        this.notes = notes;
    }

    /** The peak of products of each side. */
    List<Results.PeakRow> peaks() {
        List<Results.PeakRow> rows = new ArrayList<>();
        for (Side side : sides) {
            try (WorkerProcess process = start(side, "peak")) {
                Protocol.Rates rates = process.ask(Protocol.Peak.of(quick ? 512 : 2_048), Protocol.Rates.class);
                rows.add(new Results.PeakRow(side.name(), rates.fp32(), rates.bf16()));
            } catch (Protocol.WorkerException e) {
                note("peak", side, e);
            }
        }
        return rows;
    }

    Results.WorkResult run(Work work) {
        Protocol.Setup setup = Protocol.Setup.of(work, data.files(work.network()), quick);
        List<Runner> runners = new ArrayList<>();
        for (Side side : sides) {
            news.accept("%s %s: %s prepares".formatted(work.id(), work.title(), side.name()));
            Runner runner = new Runner(work, side, setup);
            runners.add(runner);
        }
        try {
            for (int round = 1; round <= work.rounds(quick); round++) {
                for (Runner runner : runners) {
                    runner.round(round);
                }
            }
        } finally {
            runners.forEach(Runner::close);
        }
        List<Results.SideResult> results =
                runners.stream().flatMap(runner -> runner.result().stream()).toList();
        long flops = work.kind().passes() * Flops.forward(work.network().config());
        return new Results.WorkResult(work.id(), work.title(), flops, results);
    }

    /** The parts of Diabolo's step. */
    Optional<Results.StepRow> steps(Work work, Side diabolo) {
        try (WorkerProcess process = start(diabolo, work.id() + "-parts")) {
            process.ask(Protocol.Setup.of(work, data.files(work.network()), quick), Protocol.Ready.class);
            Protocol.Parts parts = Protocol.Parts.of(quick ? 2 : 100);
            return Optional.of(new Results.StepRow(work.id(), process.ask(parts, Protocol.PartTimes.class)));
        } catch (Protocol.WorkerException e) {
            note(work.id(), diabolo, e);
            return Optional.empty();
        }
    }

    private WorkerProcess start(Side side, String what) {
        return WorkerProcess.start(side, logs.resolve("%s-%s.log".formatted(what, side.name())));
    }

    private void note(String work, Side side, Protocol.WorkerException e) {
        notes.add("%s: %s failed: %s".formatted(work, side.name(), e.getMessage()));
        news.accept(notes.get(notes.size() - 1));
    }

    /** A side in one work; once it failed it takes no further part. */
    private final class Runner {

        private final Work work;
        private final Side side;
        private final List<Results.RoundResult> rounds = new ArrayList<>();
        private Optional<WorkerProcess> process = Optional.empty();
        private Optional<Protocol.Ready> ready = Optional.empty();

        Runner(Work work, Side side, Protocol.Setup setup) {
            this.work = work;
            this.side = side;
            try {
                process = Optional.of(start(side, work.id()));
                ready = Optional.of(process.get().ask(setup, Protocol.Ready.class));
                long expected = work.network().config().parameters();
                if (ready.get().parameters() != expected) {
                    throw new Protocol.WorkerException("its network has %,d parameters, the work's has %,d"
                            .formatted(ready.get().parameters(), expected));
                }
            } catch (Protocol.WorkerException e) {
                fail(e);
            }
        }

        void round(long seed) {
            if (process.isEmpty()) {
                return;
            }
            try {
                Protocol.Done done = process.get().ask(Protocol.Round.of(seed), Protocol.Done.class);
                rounds.add(new Results.RoundResult(seed, done));
                news.accept("%s round %d: %-7s %,12.1f images/s"
                        .formatted(work.id(), seed, side.name(), done.images() / done.seconds()));
            } catch (Protocol.WorkerException e) {
                fail(e);
            }
        }

        private void fail(Protocol.WorkerException e) {
            note(work.id(), side, e);
            close();
        }

        Optional<Results.SideResult> result() {
            return rounds.isEmpty()
                    ? Optional.empty()
                    : ready.map(state -> new Results.SideResult(side.name(), state, rounds));
        }

        void close() {
            process.ifPresent(WorkerProcess::close);
            process = Optional.empty();
        }
    }
}
