package io.diabolo.codec.network;

import io.diabolo.entropy.SymbolReader;
import io.diabolo.entropy.SymbolTable;
import io.diabolo.entropy.SymbolWriter;
import io.diabolo.error.CorruptFileException;
import io.diabolo.runtime.FeatureMap;
import io.diabolo.runtime.Positions;
import io.diabolo.runtime.Workers;
import java.util.List;

/**
 * The latent as symbols, and back.
 *
 * <p>Order: z (rows, columns, channels); then slice by slice, the even positions before the odd ones (rows, columns,
 * channels). A value v of the latent is coded as r = floor(v - mean + 0.5) with the table that its scale names, and becomes
 * r + mean; at scale 0 nothing is coded and r is 0. In the codec's first {@link CodecSizes#complete} slices the smallest scale
 * is 1.
 *
 * <p>Both directions run through {@link #code}, so their arithmetic cannot differ.
 */
record LatentCoder(
        CodecSizes sizes,
        HyperNetworks hyper,
        List<ContextSlice> slices,
        List<SymbolTable> hyperTables,
        List<SymbolTable> residualTables) {

    /** Tables of residuals, from the narrowest distribution to the widest. */
    static final int SCALES = 64;

    private static final int MAX_HYPER = 63;
    private static final int MAX_RESIDUAL = 32_767;

    /**
     * @param described what the side information is of, with its gain, [h, w, latent]
     * @param y with its gain, [h, w, latent]
     * @return yHat, what {@link #read} will give
     */
    FeatureMap write(FeatureMap described, FeatureMap y, SymbolWriter out, Workers workers) {
        return code(hyper.analyse(described, workers), y, new Writing(out), workers);
    }

    /** @return yHat [height, width, latent], with its gain */
    FeatureMap read(int height, int width, SymbolReader in, Workers workers) {
        int zHeight = HyperNetworks.half(HyperNetworks.half(height));
        int zWidth = HyperNetworks.half(HyperNetworks.half(width));
        FeatureMap z = FeatureMap.zeros(zHeight, zWidth, sizes.hyper());
        FeatureMap y = FeatureMap.zeros(height, width, sizes.latent());
        return code(z, y, new Reading(in), workers);
    }

    /** @param z what is to be coded, rounded here in place; like {@code y} it means nothing where symbols are read */
    private FeatureMap code(FeatureMap z, FeatureMap y, Symbols symbols, Workers workers) {
        for (int i = 0; i < z.values().length; i++) {
            z.values()[i] = symbols.code(hyperTables.get(i % sizes.hyper()), z.values()[i], MAX_HYPER);
        }
        FeatureMap features = hyper.synthesise(z, y.height(), y.width(), workers);
        FeatureMap known = FeatureMap.zeros(y.height(), y.width(), sizes.features() + sizes.latent());
        Channels.copy(features, 0, known, 0, sizes.features());
        for (int i = 0; i < slices.size(); i++) {
            ContextSlice slice = slices.get(i);
            int smallest = i < sizes.complete() ? 1 : 0;
            for (Positions positions : List.of(Positions.EVEN, Positions.ODD)) {
                FeatureMap predicted = slice.predict(known, positions, workers);
                codeSlice(slice, smallest, positions, predicted, y, known, symbols);
            }
        }
        FeatureMap yHat = FeatureMap.zeros(y.height(), y.width(), sizes.latent());
        Channels.copy(known, sizes.features(), yHat, 0, sizes.latent());
        return yHat;
    }

    private void codeSlice(
            ContextSlice slice,
            int smallest,
            Positions positions,
            FeatureMap predicted,
            FeatureMap y,
            FeatureMap known,
            Symbols symbols) {
        for (int row = 0; row < y.height(); row++) {
            for (int column = positions.first(row); column < y.width(); column += positions.step()) {
                int from = predicted.at(row, column);
                int target = y.at(row, column) + slice.first();
                int to = known.at(row, column) + sizes.features() + slice.first();
                for (int c = 0; c < slice.width(); c++) {
                    float mean = predicted.values()[from + c];
                    int scale = Math.max(smallest, scale(predicted.values()[from + slice.width() + c]));
                    int residual = 0;
                    if (scale > 0) {
                        float wanted = y.values()[target + c] - mean;
                        residual = symbols.code(residualTables.get(scale), wanted, MAX_RESIDUAL);
                    }
                    known.values()[to + c] = residual + mean;
                }
            }
        }
    }

    private static int scale(float value) {
        return Math.max(0, Math.min(SCALES - 1, round(value)));
    }

    /** Floor of the float sum; not a number becomes 0. */
    private static int round(float value) {
        return (int) Math.floor(value + 0.5f);
    }

    /** One direction of coding. */
    private sealed interface Symbols {

        /** The number that is coded: where symbols are written, {@code wanted} rounded, within +-limit. */
        int code(SymbolTable table, float wanted, int limit);
    }

    private record Writing(SymbolWriter out) implements Symbols {

        @Override
        public int code(SymbolTable table, float wanted, int limit) {
            int value = Math.max(-limit, Math.min(limit, round(wanted)));
            out.write(table, value);
            return value;
        }
    }

    private record Reading(SymbolReader in) implements Symbols {

        @Override
        public int code(SymbolTable table, float wanted, int limit) {
            int value = in.read(table);
            if (value < -limit || value > limit) {
                throw new CorruptFileException(
                        "a coded number is %d, must be within +-%d; the tile is damaged".formatted(value, limit));
            }
            return value;
        }
    }
}
