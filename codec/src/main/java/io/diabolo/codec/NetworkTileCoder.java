package io.diabolo.codec;

import io.diabolo.codec.network.CodecNetwork;
import io.diabolo.entropy.SymbolReader;
import io.diabolo.entropy.SymbolWriter;
import io.diabolo.runtime.FeatureMap;
import io.diabolo.runtime.Workers;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Tiles through the networks of a weights file. */
final class NetworkTileCoder implements TileCoder {

    private final CodecNetwork network;
    private final Workers workers;
    private final BooleanSupplier stop;
    private final @Nullable LatentRefiner refiner;

    NetworkTileCoder(CodecNetwork network, Workers workers) {
        this(network, workers, () -> false, null);
    }

    private NetworkTileCoder(
            CodecNetwork network, Workers workers, BooleanSupplier stop, @Nullable LatentRefiner refiner) {
        this.network = network;
        this.workers = workers;
        this.stop = stop;
        this.refiner = refiner;
    }

    @Override
    public String id() {
        return network.id();
    }

    @Override
    public String sha256() {
        return network.sha256();
    }

    @Override
    public int levels() {
        return network.sizes().levels();
    }

    @Override
    public TileCoder withThreads(int count) {
        return new NetworkTileCoder(network, Workers.of(count).stoppedBy(stop), stop, refiner);
    }

    @Override
    public TileCoder withStop(BooleanSupplier newStop) {
        return new NetworkTileCoder(network, workers.stoppedBy(newStop), newStop, refiner);
    }

    @Override
    public TileCoder withRefiner(LatentRefiner newRefiner) {
        return new NetworkTileCoder(network, workers, stop, newRefiner);
    }

    @Override
    public Latent analyse(byte[] rgb, int width, int height) {
        FeatureMap y = network.analyse(rgb, width, height, workers);
        return new Latent() {
            private int refinedLevel = -1;
            private FeatureMap refined = y;

            @Override
            public void write(int level, SymbolWriter out) {
                code(level, out);
            }

            @Override
            public byte[] reconstruct(int level) {
                return network.synthesise(code(level, (table, value) -> {}), level, width, height, workers);
            }

            private FeatureMap code(int level, SymbolWriter out) {
                if (refiner == null) {
                    return network.writeLatent(y, level, out, workers);
                }
                if (level != refinedLevel) {
                    refined = refiner.refine(y, rgb, width, height, level, stop);
                    refinedLevel = level;
                }
                return network.writeLatent(y, refined, level, out, workers);
            }
        };
    }

    @Override
    public byte[] read(int width, int height, int level, SymbolReader in) {
        return network.synthesise(network.readLatent(width, height, in, workers), level, width, height, workers);
    }
}
