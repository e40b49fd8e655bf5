package io.diabolo.jobs;

import io.diabolo.codec.Codec;
import io.diabolo.codec.Quality;
import io.diabolo.compress.eval.ComparedCodec;
import io.diabolo.compress.eval.ComparedJpeg;
import io.diabolo.compress.eval.ComparedWebp;
import io.diabolo.compress.eval.Fidelity;
import io.diabolo.compress.eval.NearestFile;
import io.diabolo.error.BadInputException;
import io.diabolo.image.Picture;
import io.diabolo.restore.Deblocker;
import io.diabolo.restore.Denoiser;
import io.diabolo.restore.Inpainter;
import io.diabolo.restore.Mask;
import io.diabolo.restore.RestoreOptions;
import io.diabolo.restore.Upscaler;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The shipped picture codec and the shipped restorers on pictures in memory. Every method may be called from several threads at
 * once; who calls decides how many do.
 */
public final class LivePictures {

    private static final double NANOS = 1e9;

    private final int threads;
    private final Supplier<Codec> source;
    private @Nullable Codec codec;
    private @Nullable List<ComparedCodec> others;

    /** @param source asked once, by the first who codes a picture: its networks take a while to read */
    LivePictures(int threads, Supplier<Codec> source) {
        this.threads = threads;
        this.source = source;
    }

    private synchronized Codec codec() {
        Codec known = codec;
        if (known == null) {
            known = source.get().withThreads(threads);
            codec = known;
        }
        return known;
    }

    /** Codes a picture and decodes it again. */
    public Coded compress(HeldPicture picture, QualityChoice quality) {
        Quality target = quality.target();
        long start = System.nanoTime();
        byte[] file = codec().compress(picture.image(), target);
        double seconds = (System.nanoTime() - start) / NANOS;
        BufferedImage decoded = codec().decompress(file).picture();
        return coded("Diabolo", picture.picture(), file, decoded, seconds);
    }

    /** The picture of a {@code .dbl} file of the shipped codec. */
    public HeldPicture decompress(byte[] file) {
        return HeldPicture.of(codec().decompress(file).picture());
    }

    /**
     * What other codecs make of a picture with about as many bytes: JPEG, and WebP where its library can be loaded. Alpha is left
     * out.
     */
    public List<Coded> others(HeldPicture picture, long bytes) {
        Picture colours = picture.picture();
        Picture opaque = colours.channels() == 4 ? colours.toRgb() : colours;
        BufferedImage image = opaque.toBufferedImage();
        List<Coded> coded = new ArrayList<>();
        for (ComparedCodec other : others()) {
            long start = System.nanoTime();
            byte[] file = NearestFile.of(other, image, bytes);
            double seconds = (System.nanoTime() - start) / NANOS;
            coded.add(coded(other.name(), opaque, file, other.decode(file), seconds));
        }
        return coded;
    }

    private synchronized List<ComparedCodec> others() {
        List<ComparedCodec> known = others;
        if (known == null) {
            known = new ArrayList<>(List.of(new ComparedJpeg()));
            ComparedWebp.load(note -> {}).ifPresent(known::add);
            others = known;
        }
        return known;
    }

    private static Coded coded(String name, Picture original, byte[] file, BufferedImage decoded, double seconds) {
        Fidelity fidelity = Fidelity.of(original, Picture.of(decoded));
        return new Coded(name, file, HeldPicture.of(decoded), fidelity.psnrDb(), fidelity.msSsim(), seconds);
    }

    /**
     * Takes noise out.
     *
     * @param sigma the noise's standard deviation in units of 8 bits, 0 to 255; null to find it
     */
    public HeldPicture denoise(HeldPicture picture, @Nullable Double sigma) {
        Denoiser denoiser = Restorers.suited(Denoiser.photo().with(options()), picture.chroma());
        return restored(picture, (sigma == null ? denoiser : denoiser.withSigma(sigma))::clean);
    }

    /** Takes JPEG's blocks out. */
    public HeldPicture deblock(HeldPicture picture) {
        return restored(
                picture,
                Deblocker.photo()
                        .with(options())
                        .withFirstBlock(picture.grid().x(), picture.grid().y())::deblock);
    }

    /** Enlarges a picture by 2, 3 or 4. */
    public HeldPicture upscale(HeldPicture picture, int factor) {
        return restored(picture, Upscaler.photo(factor).with(options())::enlarge);
    }

    /**
     * Repairs what a mask hides.
     *
     * @param mask of the picture's size, white where it is to be repaired; null for transparent pixels and dead ones
     */
    public HeldPicture inpaint(HeldPicture picture, @Nullable HeldPicture mask) {
        Mask hidden = mask == null ? Mask.automatic(picture.image()) : Mask.of(mask.image());
        if (hidden.count() == 0) {
            throw new BadInputException(
                    mask == null
                            ? "no lost pixels were found, neither transparent nor odd ones: paint what is to be repaired"
                            : "the mask hides nothing: paint what is to be repaired in white");
        }
        return restored(picture, image -> Inpainter.photo().with(options()).fill(image, hidden));
    }

    private static HeldPicture restored(HeldPicture picture, Function<BufferedImage, BufferedImage> network) {
        return HeldPicture.of(network.apply(picture.image()));
    }

    private RestoreOptions options() {
        return RestoreOptions.defaults().withThreads(threads);
    }

    /**
     * A picture as a codec gives it back.
     *
     * @param codec its name, such as {@code JPEG}
     * @param file the whole file
     * @param decoded what it decodes to
     * @param psnrDb over all colour samples, 8 bits
     * @param msSsim mean over the colour channels, 0 to 1
     * @param seconds that coding took
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Coded(String codec, byte[] file, HeldPicture decoded, double psnrDb, double msSsim, double seconds) {}
}
