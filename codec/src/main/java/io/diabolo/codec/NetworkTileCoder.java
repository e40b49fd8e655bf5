package io.diabolo.codec;

import io.diabolo.codec.network.CodecNetwork;
import io.diabolo.entropy.SymbolReader;
import io.diabolo.entropy.SymbolWriter;
import io.diabolo.runtime.FeatureMap;
import io.diabolo.runtime.Workers;
import java.util.function.BooleanSupplier;

/** Tiles through the networks of a weights file. */
final class NetworkTileCoder implements TileCoder {

    private final CodecNetwork network;
    private final Workers workers;

    NetworkTileCoder(CodecNetwork network, Workers workers) {
        this.network = network;
        this.workers = workers;
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
        return new NetworkTileCoder(network, Workers.of(count));
    }

    @Override
    public TileCoder withStop(BooleanSupplier stop) {
        return new NetworkTileCoder(network, workers.stoppedBy(stop));
    }

    @Override
    public Latent analyse(byte[] rgb, int width, int height) {
        FeatureMap y = network.analyse(rgb, width, height, workers);
        return new Latent() {
            @Override
            public void write(int level, SymbolWriter out) {
                network.writeLatent(y, level, out, workers);
            }

            @Override
            public byte[] reconstruct(int level) {
                FeatureMap yHat = network.writeLatent(y, level, (table, value) -> {}, workers);
                return network.synthesise(yHat, level, width, height, workers);
            }
        };
    }

    @Override
    public byte[] read(int width, int height, int level, SymbolReader in) {
        return network.synthesise(network.readLatent(width, height, in, workers), level, width, height, workers);
    }
}
