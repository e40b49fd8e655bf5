package io.diabolo.codec;

import io.diabolo.entropy.SymbolReader;
import io.diabolo.entropy.SymbolWriter;
import io.diabolo.error.CorruptFileException;
import java.util.function.BooleanSupplier;

/**
 * Codes one tile of a picture as a sequence of symbols. Tiles are 1 to 1024 pixels wide and high; their pixels are bytes
 * R, G, B, row after row. For several threads at once, and with the same result on every machine and in every thread.
 */
public interface TileCoder {

    /** Which coder this is: 16 hexadecimal digits in lower case. Two coders with one id decode the same files. */
    String id();

    /** The SHA-256 of the weights that it runs from, 64 digits; the id with zeros behind it where there are none. */
    default String sha256() {
        return id() + "0".repeat(48);
    }

    /** The number of quality levels, 2 to 127; a higher level costs more bits and is nearer to the picture. */
    int levels();

    /** The same coder, sharing the work of a tile between so many threads if it can. */
    default TileCoder withThreads(int count) {
        return this;
    }

    /** The same coder; once {@code stop} is true, its work ends with a {@code CancellationException} if it can. */
    default TileCoder withStop(BooleanSupplier stop) {
        return this;
    }

    /** The same coder, whose latents are improved before they are coded if it has any. */
    default TileCoder withRefiner(LatentRefiner refiner) {
        return this;
    }

    /** Does the part of the coding that is the same at all levels. */
    Latent analyse(byte[] rgb, int width, int height);

    /**
     * Decodes a tile.
     *
     * @return width * height * 3 bytes
     * @throws CorruptFileException if the symbols cannot be those of a tile; nothing else may be thrown, whatever the
     *     symbols are
     */
    byte[] read(int width, int height, int level, SymbolReader in);

    /** A tile on its way, independent of the level. */
    interface Latent {

        /** Codes the tile at a level, 0 to levels - 1. */
        void write(int level, SymbolWriter out);

        /** What {@link TileCoder#read} will make of the symbols that {@link #write} writes. */
        byte[] reconstruct(int level);
    }
}
