package io.diabolo.train;

import io.diabolo.engine.Device;
import io.diabolo.engine.Engine;
import io.diabolo.engine.Gradients;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.ThreadTeam;
import io.diabolo.engine.Together;
import io.diabolo.model.ModelConfig;
import io.diabolo.model.Reconstructor;
import io.diabolo.nodes.Nodes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Shares work out among machines and, on each, among processors, each with a replica of the model whose operations run on one thread: without the
 * barrier of every operation, convolutional networks train about a third faster, and large fully connected ones by half. The
 * sum of the gradients and the optimiser's step are shared out as well.
 *
 * <p>As long as it is open, the operations of the thread that opened it run on one thread as well.
 */
final class DataParallel implements AutoCloseable {

    /** Parameters times decoded samples of a batch; below it threads wait for each other longer than they work. */
    private static final long WORTH_THREADS = 50_000_000;

    /** Samples that are worth a thread, pictures of 28x28. */
    private static final int SMALLEST_SHARE = 16;

    private static final int SMALLEST_SHARE_VALUES = SMALLEST_SHARE * 28 * 28;

    private final List<Reconstructor> replicas = new ArrayList<>();
    private final ThreadTeam team;
    private final Nodes nodes;

    /**
     * @param shares of this machine, as many as each other has: this thread works on the first one, with {@code model} itself
     */
    DataParallel(Reconstructor model, int shares, Nodes nodes) {
        this.nodes = nodes;
        replicas.add(model);
        while (replicas.size() < shares) {
            replicas.add(model.replica());
        }
        team = new ThreadTeam(shares);
    }

    /**
     * Into how many shares a batch is best divided; 1 where samples depend on one another, and for small networks without
     * convolutions.
     */
    static int shares(ModelConfig config, int batch, Device device) {
        boolean pays = device == Device.CPU && isWorthThreads(config, batch) && !config.mixesSamples();
        return pays ? Math.max(1, Math.min(Engine.threads(), batch / smallestShare(config))) : 1;
    }

    /** The work of a convolution grows with the values of a sample, so that a few large ones are enough. */
    private static int smallestShare(ModelConfig config) {
        int few = Math.max(1, SMALLEST_SHARE_VALUES / config.input().elements());
        return config.convolves() ? Math.min(SMALLEST_SHARE, few) : SMALLEST_SHARE;
    }

    /** Whether the operations of a step are so large that a thread more makes them faster. */
    static boolean isWorthThreads(ModelConfig config, int batch) {
        return config.convolves()
                ? batch >= 2 * smallestShare(config)
                : config.parameters() * batch * config.objective().decodings() >= WORTH_THREADS;
    }

    /** The threads that have the shares. */
    Together team() {
        return team;
    }

    /** How many shares there are, those of all machines together. */
    int shares() {
        return replicas.size() * nodes.size();
    }

    /** Does the work of this machine's shares at the same time, and returns the results in the order of the shares. */
    <T> List<T> run(Work<T> work) {
        return team.run(share -> work.on(replicas.get(share), nodes.rank() * replicas.size() + share));
    }

    /**
     * Adds the gradients and the step sums of all replicas to the model's, in the order of the shares; then those of all machines, in
     * the order of theirs.
     *
     * @param said to the other machines, as many numbers on each
     * @return what each machine says
     */
    List<double[]> sumGradients(double... said) {
        Reconstructor model = replicas.get(0);
        List<Tensor> sums = model.parameters().trainable();
        List<List<Integer>> dealt = Together.deal(sums, team.parts());
        List<Reconstructor> others = replicas.subList(1, replicas.size());
        team.runParts(part -> others.forEach(replica -> Gradients.add(
                choose(sums, dealt.get(part)), choose(replica.parameters().trainable(), dealt.get(part)))));
        others.forEach(replica -> model.parameters().takeStepSums(replica.parameters()));
        if (nodes.size() == 1) {
            return List.of(said);
        }
        List<Tensor> shared = new ArrayList<>(Gradients.of(sums));
        shared.addAll(model.parameters().stepSums());
        return nodes.sum(shared, said);
    }

    private static List<Tensor> choose(List<Tensor> tensors, List<Integer> numbers) {
        return numbers.stream().map(tensors::get).toList();
    }

    /**
     * The rows of a share: shares differ by one row at most.
     *
     * @param share counted over all machines
     */
    int[] rowsOf(int share, int[] rows) {
        int count = shares();
        return Arrays.copyOfRange(
                rows, Together.begin(rows.length, share, count), Together.begin(rows.length, share + 1, count));
    }

    @Override
    public void close() {
        team.close();
        replicas.subList(1, replicas.size()).forEach(Reconstructor::close);
    }

    /** What is done with a share, whose number counts over all machines. */
    interface Work<T> {
        T on(Reconstructor replica, int share);
    }
}
