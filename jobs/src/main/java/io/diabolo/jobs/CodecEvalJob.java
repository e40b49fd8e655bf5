package io.diabolo.jobs;

import io.diabolo.codec.Codec;
import io.diabolo.compress.eval.ComparedCodec;
import io.diabolo.compress.eval.ComparedDiabolo;
import io.diabolo.compress.eval.ComparedJpeg;
import io.diabolo.compress.eval.ComparedTool;
import io.diabolo.compress.eval.ComparedWebp;
import io.diabolo.compress.eval.CropComparison;
import io.diabolo.compress.eval.RateComparison;
import io.diabolo.compress.eval.RateMeasurement;
import io.diabolo.data.PictureListing;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.OutputException;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.jobs.report.CodecReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A codec beside others, from the request to the folder with the report. */
final class CodecEvalJob {

    /** How many pictures are shown. */
    private static final int SHOWN = 3;

    /** One block of the codec: smaller pictures cost their header alone, and would rule the means. */
    private static final int SHORTEST = 16;

    private final Path data;
    private final List<ComparedCodec> coders = new ArrayList<>();
    private final List<Path> measured = new ArrayList<>();
    private final JobControl control;

    private CodecEvalJob(CodecEvalRequest request, Codec codec, Path work, JobControl control) {
        this.data = Path.of(request.data());
        this.control = control;
        coders.add(new ComparedDiabolo(codec));
        if (request.against().contains(CodecEvalRequest.Other.JPEG)) {
            coders.add(new ComparedJpeg());
        }
        if (request.against().contains(CodecEvalRequest.Other.WEBP)) {
            ComparedWebp.load(control.notes()).ifPresent(coders::add);
        }
        if (request.against().contains(CodecEvalRequest.Other.AVIF)) {
            ComparedTool.avif(work, control.notes()).ifPresent(coders::add);
        }
        if (request.against().contains(CodecEvalRequest.Other.JXL)) {
            ComparedTool.jxl(work, control.notes()).ifPresent(coders::add);
        }
    }

    static CodecEvalOutcome run(CodecEvalRequest request, Codec codec, JobControl control) {
        Path out = Path.of(request.out());
        Path report = out.resolve(CodecReport.FILE);
        List<Path> names = PictureListing.files(Path.of(request.data()));
        try (FolderLock lock = FolderLock.acquire(out)) {
            if (!request.replace() && Files.exists(report)) {
                throw new BadInputException(
                        "%s exists: choose another --out, or replace it with --force".formatted(report));
            }
            Path work = temporaryFolder();
            try {
                CodecEvalJob job = new CodecEvalJob(request, codec, work, control);
                return job.run(new RateMeasurement(job.coders, work, control.stop()), names, request);
            } finally {
                delete(work);
            }
        }
    }

    private CodecEvalOutcome run(RateMeasurement measurement, List<Path> names, CodecEvalRequest request) {
        measure(measurement, names);
        List<List<CropComparison>> crops = new ArrayList<>();
        for (double rate : CodecReport.CROP_RATES) {
            crops.add(crops(rate));
        }
        if (control.stop().getAsBoolean()) {
            return CodecEvalOutcome.stopped();
        }
        RateComparison comparison = measurement.result();
        Path out = Path.of(request.out());
        CodecReport.write(
                new CodecReport.Subject(comparison, crops, request.data(), request.command()),
                out,
                request.lang().locale());
        return new CodecEvalOutcome(out.resolve(CodecReport.FILE).toString(), comparison);
    }

    private void measure(RateMeasurement measurement, List<Path> names) {
        for (int i = 0; i < names.size() && !control.stop().getAsBoolean(); i++) {
            Path name = names.get(i);
            control.files().accept(new FileProgress(i + 1, names.size(), name.toString()));
            try {
                Picture picture = PictureFiles.read(data.resolve(name));
                if (Math.min(picture.height(), picture.width()) < SHORTEST) {
                    control.note("left out: %s is %s, and pictures are compared from %d pixels a side on"
                            .formatted(name, picture.size(), SHORTEST));
                } else {
                    measurement.add(name.toString(), picture);
                    measured.add(name);
                }
            } catch (BadInputException | CorruptFileException e) {
                control.note("left out: " + e.getMessage());
            } catch (OutOfMemoryError e) {
                control.note("left out: %s does not fit into memory".formatted(name));
            }
        }
        if (measured.isEmpty() && !control.stop().getAsBoolean()) {
            throw new CorruptFileException(
                    "%s: none of %d pictures can be read and compared".formatted(data, names.size()));
        }
    }

    /** Some pictures, spread over all, as each codec shows them at one rate. */
    private List<CropComparison> crops(double bitsPerPixel) {
        // The codec that is measured stands last, beside the one that it has to beat.
        List<ComparedCodec> order = new ArrayList<>(coders.subList(1, coders.size()));
        order.add(coders.get(0));
        List<CropComparison> crops = new ArrayList<>();
        int count = Math.min(SHOWN, measured.size());
        for (int i = 0; i < count && !control.stop().getAsBoolean(); i++) {
            Path name = measured.get(i * measured.size() / count);
            crops.add(CropComparison.of(name.toString(), PictureFiles.read(data.resolve(name)), order, bitsPerPixel));
        }
        return crops;
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("diabolo-");
        } catch (IOException e) {
            throw new OutputException("no temporary folder can be made: " + e.getMessage(), e);
        }
    }

    /** The folder and its one file. */
    private static void delete(Path work) {
        try {
            Files.deleteIfExists(work.resolve(RateMeasurement.FILE));
            Files.deleteIfExists(work);
        } catch (IOException e) {
            throw new OutputException("%s cannot be deleted: %s".formatted(work, e.getMessage()), e);
        }
    }
}
