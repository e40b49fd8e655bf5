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

    private final TensorScope owner;
    private final Generator random;
    private final Map<String, Tensor> trainable;
    private final Map<String, Tensor> buffers;
    private final String prefix;
    private final @Nullable Parameters original;

    private Parameters(
            TensorScope owner,
            Generator random,
            Map<String, Tensor> trainable,
            Map<String, Tensor> buffers,
            String prefix,
            @Nullable Parameters original) {
        this.owner = owner;
        this.random = random;
        this.trainable = trainable;
        this.buffers = buffers;
        this.prefix = prefix;
        this.original = original;
    }

    /** An empty store whose initial values follow from a seed. */
    public static Parameters create(long seed) {
        return new Parameters(
                TensorScope.owner("model"), Generator.of(seed), new LinkedHashMap<>(), new LinkedHashMap<>(), "", null);
    }

    /**
     * An empty store for the same layers again: what is created in it lies in this one's memory, with gradients of its
     * own. It must be closed before this one.
     */
    public Parameters replica() {
        return new Parameters(
                TensorScope.owner("replica"), Generator.of(0), new LinkedHashMap<>(), new LinkedHashMap<>(), "", this);
    }

    /** The same store, for names that begin with {@code name} and a dot. */
    public Parameters in(String name) {
        return new Parameters(owner, random, trainable, buffers, prefix + name + ".", original);
    }

    /**
     * A weight drawn from the uniform distribution with variance {@code gain^2 / fanIn}.
     *
     * @param gain sqrt(2) before a rectifier, 1 before nothing
     * @source He et al. 2015
     */
    public Tensor weight(String name, double gain, long fanIn, long... sizes) {
        double bound = gain * Math.sqrt(3.0 / Math.max(1, fanIn));
        return trainable(name, () -> Tensor.uniform(random, -bound, bound, sizes));
    }

    /** A parameter that starts as a constant: a bias, a scale. */
    public Tensor constant(String name, double value, long... sizes) {
        return trainable(name, () -> Tensor.full(value, sizes));
    }

    /** Saved with the model, but not trained by gradients: a running mean. */
    public Tensor buffer(String name, double value, long... sizes) {
        return register(buffers, name, initial(name, () -> Tensor.full(value, sizes)));
    }

    /** The trained ones, in the order of creation. */
    public List<Tensor> trainable() {
        return List.copyOf(trainable.values());
    }

    /** All tensors by name, those that are trained first, in the order of creation. */
    public Map<String, Tensor> all() {
        Map<String, Tensor> all = new LinkedHashMap<>(trainable);
        all.putAll(buffers);
        return Collections.unmodifiableMap(all);
    }

    private Tensor trainable(String name, Supplier<Tensor> values) {
        return register(trainable, name, initial(name, values).requireGradient());
    }

    private Tensor initial(String name, Supplier<Tensor> values) {
        if (original == null) {
            return values.get();
        }
        String full = prefix + name;
        return Objects.requireNonNull(original.all().get(full), full).detach();
    }

    private Tensor register(Map<String, Tensor> target, String name, Tensor tensor) {
        String full = prefix + name;
        if (trainable.containsKey(full) || buffers.containsKey(full)) {
            throw new EngineException("a parameter named " + full + " exists already");
        }
        target.put(full, owner.adopt(tensor));
        return tensor;
    }

    @Override
    public void close() {
        owner.close();
        random.close();
    }
}
