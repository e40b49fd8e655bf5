package io.diabolo.restoring.eval;

import io.diabolo.corrupt.Corruption;
import io.diabolo.error.BadInputException;
import io.diabolo.image.Picture;
import io.diabolo.restore.Deblocker;
import io.diabolo.restore.Denoiser;
import io.diabolo.restore.Inpainter;
import io.diabolo.restore.RestoreOptions;
import io.diabolo.restore.Upscaler;
import io.diabolo.restoring.training.DeblockingTask;
import io.diabolo.restoring.training.DenoisingTask;
import io.diabolo.restoring.training.InpaintingTask;
import io.diabolo.restoring.training.RestoringTask;
import io.diabolo.restoring.training.UpscalingTask;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A restorer with the damage that it is tried on. */
sealed interface Restoration permits DenoisingTrials, DeblockingTrials, InpaintingTrials, UpscalingTrials {

    /** A clean picture damaged in each way, the same each time for the same number. */
    List<Trial> trials(Picture clean, int number);

    /**
     * That of a task: noise at sigma 15, 25 and 50, JPEG at quality 10 to 40, lost pixels and boxes, reduced pictures; where the task
     * has noise or holes of its own, those.
     *
     * @param folder of the restorer; null for the shipped one
     * @throws BadInputException if the folder holds none, or one for another task
     */
    static Restoration of(RestoringTask task, @Nullable Path folder, RestoreOptions options) {
        if (task instanceof DenoisingTask denoising) {
            Denoiser denoiser = folder == null ? Denoiser.photo() : Denoiser.load(folder);
            return new DenoisingTrials(denoiser.with(options), denoising.gray(), denoising.noise());
        }
        if (task instanceof UpscalingTask upscaling) {
            Upscaler upscaler = folder == null ? Upscaler.photo(upscaling.factor()) : Upscaler.load(folder);
            return new UpscalingTrials(upscaler.with(options));
        }
        if (task instanceof DeblockingTask) {
            Deblocker deblocker = folder == null ? Deblocker.photo() : Deblocker.load(folder);
            return new DeblockingTrials(deblocker.with(options));
        }
        Inpainter inpainter = folder == null ? Inpainter.photo() : Inpainter.load(folder);
        Corruption holes = task instanceof InpaintingTask inpainting ? inpainting.holes() : null;
        return new InpaintingTrials(inpainter.with(options), holes);
    }
}
