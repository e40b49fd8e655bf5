package io.diabolo.nn;

import io.diabolo.engine.EngineException;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates, names and owns what a model learns. Layers get a view with their own prefix, so that names come out as
 * {@code encoder.2.weight}; closing frees everything.
 */
public final class Parameters implements AutoCloseable {

    private final Store store;
    private final String prefix;

    private Parameters(Store store, String prefix) {
        this.store = store;
        this.prefix = prefix;
    }

    /** An empty store whose initial values follow from a seed, by {@link Initialization#LECUN}. */
    public static Parameters create(long seed) {
        return create(seed, Initialization.LECUN);
    }

    /** An empty store whose initial values follow from a seed. */
    public static Parameters create(long seed, Initialization initialization) {
        return new Parameters(new Store("model", Generator.of(seed), initialization, null), "");
    }

    /** An empty store whose values come from a file. */
    public static Parameters of(SavedValues saved) {
        return new Parameters(new Store("model", Generator.of(0), Initialization.LECUN, saved::take), "");
    }

    /**
     * An empty store for the same layers again: what is created in it lies in this one's memory, with gradients of its
     * own. It must be closed before this one.
     */
    public Parameters replica() {
        Map<String, Tensor> original = all();
        return new Parameters(
                new Store("replica", Generator.of(0), store.initialization, (name, sizes) -> Objects.requireNonNull(
                                original.get(name), name)
                        .detach()),
                "");
    }

    /** The same store, for names that begin with {@code name} and a dot. */
    public Parameters in(String name) {
        return new Parameters(store, prefix + name + ".");
    }

    /**
     * The {@code weight} and the {@code bias} of a layer that sums its inputs.
     *
     * @param outputs the size of the bias
     * @param sizes of the weight
     */
    public Affine affine(Initialization.Fan fan, long outputs, long... sizes) {
        double bound = store.initialization.weightBound(fan);
        double biasBound = store.initialization.biasBound(fan);
        Tensor weight = uniform("weight", bound, sizes);
        Tensor bias = biasBound == 0 ? constant("bias", 0, outputs) : uniform("bias", biasBound, outputs);
        return new Affine(weight, bias);
    }

    /**
     * A weight drawn from the uniform distribution with variance {@code gain^2 / fanIn}, whatever the initialization.
     *
     * @param gain sqrt(2) before a rectifier, 1 where none follows
     * @source He et al. 2015
     */
    public Tensor weight(String name, double gain, long fanIn, long... sizes) {
        return uniform(name, gain * Math.sqrt(3.0 / Math.max(1, fanIn)), sizes);
    }

    private Tensor uniform(String name, double bound, long... sizes) {
        return trainable(name, () -> Tensor.uniform(store.random, -bound, bound, sizes), sizes);
    }

    /** A parameter that starts as a constant: a bias, a scale. */
    public Tensor constant(String name, double value, long... sizes) {
        return trainable(name, () -> Tensor.full(value, sizes), sizes);
    }

    /** Saved with the model, but not trained by gradients: a running mean. */
    public Tensor buffer(String name, double value, long... sizes) {
        return register(store.buffers, name, initial(name, () -> Tensor.full(value, sizes), sizes));
    }

    /**
     * What one training step adds up over its batch, for what is not learned by gradients. The first call makes it, of zeros;
     * who reads it after the step puts it back to zero. It is not saved, and a replica has its own, which is added to the
     * model's before that, as gradients are.
     */
    public Tensor stepSum(String name, long... sizes) {
        return store.stepSums.computeIfAbsent(prefix + name, full -> store.owner.adopt(Tensor.zeros(sizes)));
    }

    /** Adds what a replica has added up in this step, and puts that back to zero. */
    public void takeStepSums(Parameters replica) {
        try (TensorScope scope = TensorScope.open("step sums")) {
            replica.store.stepSums.forEach((name, other) -> {
                Tensor own = Objects.requireNonNull(store.stepSums.get(name), name);
                own.assignInPlace(own.add(other));
                other.assignInPlace(Tensor.zeros(other.shape().toArray()));
            });
        }
    }

    /** What this step has added up so far: see {@link #stepSum}. */
    public List<Tensor> stepSums() {
        return List.copyOf(store.stepSums.values());
    }

    /** Those that are saved and not trained by gradients: see {@link #buffer}. */
    public List<Tensor> buffers() {
        return List.copyOf(store.buffers.values());
    }

    /** The trained ones, in the order of creation. */
    public List<Tensor> trainable() {
        return List.copyOf(store.trainable.values());
    }

    /** From now on nothing is learned: a gradient is computed for inputs alone. */
    public void freeze() {
        store.trainable.values().forEach(Tensor::withoutGradient);
    }

    /** All tensors by name, those that are trained first, in the order of creation. */
    public Map<String, Tensor> all() {
        Map<String, Tensor> all = new LinkedHashMap<>(store.trainable);
        all.putAll(store.buffers);
        return Collections.unmodifiableMap(all);
    }

    private Tensor trainable(String name, Supplier<Tensor> values, long... sizes) {
        return register(store.trainable, name, initial(name, values, sizes).requireGradient());
    }

    private Tensor initial(String name, Supplier<Tensor> values, long... sizes) {
        Origin origin = store.origin;
        return origin == null ? values.get() : origin.values(prefix + name, sizes);
    }

    private Tensor register(Map<String, Tensor> target, String name, Tensor tensor) {
        String full = prefix + name;
        if (store.trainable.containsKey(full) || store.buffers.containsKey(full)) {
            throw new EngineException("a parameter named " + full + " exists already");
        }
        target.put(full, store.owner.adopt(tensor));
        return tensor;
    }

    @Override
    public void close() {
        store.owner.close();
        store.random.close();
    }

    /** The weight and the bias of a layer. */
    public record Affine(Tensor weight, Tensor bias) {}

    /** Where values come from that are not drawn. */
    private interface Origin {
        Tensor values(String name, long... sizes);
    }

    /** What all views of the parameters share. */
    private static final class Store {
        private final TensorScope owner;
        private final Generator random;
        private final Initialization initialization;
        private final @Nullable Origin origin;
        private final Map<String, Tensor> trainable = new LinkedHashMap<>();
        private final Map<String, Tensor> buffers = new LinkedHashMap<>();
        private final Map<String, Tensor> stepSums = new LinkedHashMap<>();

        Store(String owner, Generator random, Initialization initialization, @Nullable Origin origin) {
            this.owner = TensorScope.owner(owner);
            this.random = random;
            this.initialization = initialization;
            this.origin = origin;
        }
    }
}
