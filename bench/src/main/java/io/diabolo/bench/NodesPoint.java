package io.diabolo.bench;

import io.diabolo.data.Dataset;
import io.diabolo.data.Glyphs;
import io.diabolo.engine.Device;
import io.diabolo.engine.Engine;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.nodes.NodePlace;
import io.diabolo.nodes.Nodes;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.task.SuitedConfig;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;

/** One machine's part of a training that several share, with one thread: how long a step takes, and what of that is the others. */
final class NodesPoint {

    private static final int LATENT = 32;
    private static final int WARM_UP = 10;

    private NodesPoint() {}

    static Answer measure(Request request) {
        Engine.setThreads(1);
        Dataset data = Glyphs.generate(1, 4_096);
        Preprocessing preprocessing = Preprocessing.of(data);
        AutoencoderConfig config = SuitedConfig.of(AutoencoderConfig.mlp(data.shape(), LATENT), preprocessing, false);
        try (Nodes nodes = request.list().isEmpty()
                        ? Nodes.alone()
                        : Nodes.join(NodePlace.parse(request.list(), request.number(), NodePlace.USUAL_SECONDS));
                Autoencoder model = config.build(1);
                Trainer trainer = new Trainer(
                        model,
                        data,
                        data,
                        preprocessing,
                        TrainTask.plan(request.batch(), request.steps()),
                        Device.CPU)) {
            Clock clock = new Clock(nodes);
            (nodes.size() == 1 ? trainer : trainer.join(nodes)).listen(clock).fit();
            return new Answer(
                    config.parameters(),
                    Statistics.median(late(clock.steps)),
                    Statistics.median(late(clock.exchanges)),
                    late(clock.exchanges).stream()
                            .sorted()
                            .toList()
                            .get(late(clock.exchanges).size() / 10),
                    nodes.traffic().bytes() / Math.max(1, nodes.traffic().sums()));
        }
    }

    private static List<Double> late(List<Double> values) {
        return values.subList(Math.min(WARM_UP, values.size() / 2), values.size());
    }

    /**
     * @param ask {@code nodes}
     * @param list of the machines; empty for one alone
     * @param number of this one, counted from 1
     * @param batch of all machines together
     */
    record Request(String ask, String list, int number, int batch, long steps) {}

    /**
     * @param parameters of the model
     * @param stepSeconds the median of the steps
     * @param exchangeSeconds of that the median until the gradients of all are added up, which includes waiting
     * @param quickExchangeSeconds the lowest tenth of these, in which there was hardly any waiting
     * @param bytes that this machine sends for them, and receives
     */
    record Answer(
            long parameters, double stepSeconds, double exchangeSeconds, double quickExchangeSeconds, long bytes) {}

    /** Takes the time of each step, without validations. */
    private static final class Clock implements TrainingListener {

        private final Nodes nodes;
        private final List<Double> steps = new ArrayList<>();
        private final List<Double> exchanges = new ArrayList<>();
        private long last;
        private double exchanged;

        Clock(Nodes nodes) {
            this.nodes = nodes;
        }

        @Override
        public void started(long startStep, long totalSteps, List<String> train, List<String> validation) {
            last = System.nanoTime();
        }

        @Override
        public void stepped(long step, double loss, int examples) {
            long now = System.nanoTime();
            steps.add((now - last) / 1e9);
            exchanges.add(nodes.traffic().seconds() - exchanged);
            exchanged = nodes.traffic().seconds();
            last = now;
        }

        @Override
        public void validated(Trainer trainer, Validation point) {
            last = System.nanoTime();
        }
    }
}
