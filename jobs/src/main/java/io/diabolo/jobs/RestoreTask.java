package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.error.BadInputException;
import io.diabolo.restore.Denoiser;
import io.diabolo.restore.Mask;
import io.diabolo.restore.Upscaler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done to a picture. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface RestoreTask
        permits RestoreTask.Denoise, RestoreTask.Inpaint, RestoreTask.Upscale, RestoreTask.Deblock {

    /**
     * Takes noise out.
     *
     * @param sigma the noise's standard deviation in units of 8 bits, 0 to 255; null to find it
     */
    @JsonTypeName("denoise")
    record Denoise(@JsonSetter(nulls = Nulls.SET) @Nullable Double sigma) implements RestoreTask {

        public Denoise {
            if (sigma != null) {
                Denoiser.photo().withSigma(sigma);
            }
        }
    }

    /**
     * Fills what is lost: all that mask, boxes and what is found hide together.
     *
     * @param mask a picture of the same size, white where the picture is to be repaired; null for none
     * @param automatic whether lost pixels are found
     * @param boxes rectangles
     */
    @JsonTypeName("inpaint")
    record Inpaint(@JsonSetter(nulls = Nulls.SET) @Nullable String mask, boolean automatic, List<Mask.Box> boxes)
            implements RestoreTask {

        public Inpaint {
            boxes = List.copyOf(boxes);
            if (mask == null && !automatic && boxes.isEmpty()) {
                throw new BadInputException(
                        "there is nothing to repair: say where with --mask FILE, --mask auto or --box x,y,w,h");
            }
        }
    }

    /**
     * Enlarges.
     *
     * @param factor 2, 3 or 4; null for that of the restorer, which of the shipped ones is 2
     */
    @JsonTypeName("upscale")
    record Upscale(@JsonSetter(nulls = Nulls.SET) @Nullable Integer factor) implements RestoreTask {

        static final int USUAL_FACTOR = 2;

        public Upscale {
            if (factor != null) {
                Upscaler.photo(factor);
            }
        }
    }

    /** Takes JPEG's blocks out. */
    @JsonTypeName("deblock")
    record Deblock() implements RestoreTask {}
}
