package io.diabolo.jobs;

import io.diabolo.error.BadInputException;
import io.diabolo.image.BlockGrid;
import io.diabolo.image.ChromaGrid;
import io.diabolo.image.PictureFiles;
import io.diabolo.restore.Deblocker;
import io.diabolo.restore.Denoiser;
import io.diabolo.restore.Inpainter;
import io.diabolo.restore.Mask;
import io.diabolo.restore.RestoreOptions;
import io.diabolo.restore.Upscaler;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The restorer of a task, read once.
 *
 * @param suffix what the name of a result gets where it lies beside its picture
 * @param action what is done to a picture
 */
record Restorers(String suffix, Action action) {

    /** What is done to a picture of a file; the mask is that of inpainting. */
    interface Action {
        BufferedImage apply(Path file, BufferedImage picture, Optional<Mask> mask);
    }

    /**
     * Opens it.
     *
     * @param folder of one that somebody trained; null for the shipped one
     * @throws BadInputException if the folder holds none, or one for another task
     */
    static Restorers open(RestoreTask task, @Nullable Path folder, RestoreOptions options) {
        if (task instanceof RestoreTask.Denoise denoise) {
            Denoiser any = (folder == null ? Denoiser.photo() : Denoiser.load(folder)).with(options);
            Denoiser denoiser = denoise.sigma() == null ? any : any.withSigma(denoise.sigma());
            return new Restorers("-clean", (file, picture, mask) -> {
                // Who trained a denoiser has shown it what it is for.
                ChromaGrid chroma = folder == null ? PictureFiles.chromaGrid(file) : ChromaGrid.FULL;
                return suited(denoiser, chroma).clean(picture);
            });
        }
        if (task instanceof RestoreTask.Upscale upscale) {
            Upscaler upscaler = upscaler(upscale.factor(), folder).with(options);
            return new Restorers("-x" + upscaler.factor(), (file, picture, mask) -> upscaler.enlarge(picture));
        }
        if (task instanceof RestoreTask.Deblock) {
            Deblocker deblocker = (folder == null ? Deblocker.photo() : Deblocker.load(folder)).with(options);
            return new Restorers("-deblocked", (file, picture, mask) -> {
                BlockGrid grid = PictureFiles.blockGrid(file);
                return deblocker.withFirstBlock(grid.x(), grid.y()).deblock(picture);
            });
        }
        Inpainter inpainter = (folder == null ? Inpainter.photo() : Inpainter.load(folder)).with(options);
        return new Restorers("-repaired", (file, picture, mask) -> inpainter.fill(picture, mask.orElseThrow()));
    }

    /** The same denoiser for pictures out of a file with such chroma. */
    static Denoiser suited(Denoiser denoiser, ChromaGrid chroma) {
        return denoiser.withChroma(chroma.across(), chroma.down(), chroma.x(), chroma.y(), chroma.smooth());
    }

    private static Upscaler upscaler(@Nullable Integer factor, @Nullable Path folder) {
        if (folder == null) {
            return Upscaler.photo(factor == null ? RestoreTask.Upscale.USUAL_FACTOR : factor);
        }
        Upscaler upscaler = Upscaler.load(folder);
        if (factor != null && factor != upscaler.factor()) {
            throw new BadInputException("%s enlarges by %d, not by %d: leave --factor out, or take another restorer"
                    .formatted(folder, upscaler.factor(), factor));
        }
        return upscaler;
    }
}
