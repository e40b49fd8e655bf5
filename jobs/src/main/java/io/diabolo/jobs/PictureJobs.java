package io.diabolo.jobs;

import io.diabolo.data.Codes;
import io.diabolo.engine.Autocast;
import io.diabolo.engine.Device;
import io.diabolo.image.Picture;
import io.diabolo.task.PictureAutoencoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pictures and arrays through a model. */
final class PictureJobs {

    private PictureJobs() {}

    static EncodeRequest.Outcome encode(EncodeRequest request, Device device, JobControl control) {
        List<String> names = new ArrayList<>();
        List<Codes> parts = new ArrayList<>();
        try (PictureAutoencoder model = PictureAutoencoder.load(Path.of(request.model()), device);
                Autocast autocast = Autocast.open(request.precision().ofUse(), device)) {
            Inputs.encode(paths(request.inputs()), model, request.strict(), control.notes(), part -> {
                names.addAll(part.names());
                parts.add(part.codes());
            });
        }
        Path out = Path.of(request.out());
        Codes codes = Codes.concat(parts);
        new CodeFiles(names, codes).write(out);
        return new EncodeRequest.Outcome(codes.size(), codes.latent(), out.toString());
    }

    static SamplesOutcome decode(DecodeRequest request, CodeFiles codes, Device device) {
        Path out = Path.of(request.out());
        try (PictureAutoencoder model = PictureAutoencoder.load(Path.of(request.model()), device);
                Autocast autocast = Autocast.open(request.precision().ofUse(), device)) {
            List<Picture> pictures = model.decode(codes.codes());
            PictureWriter writer = PictureWriter.of(out, model);
            try (FolderLock lock = FolderLock.acquire(out)) {
                for (int i = 0; i < pictures.size(); i++) {
                    writer.write(codes.name(i), null, pictures.get(i));
                }
            }
            return SamplesOutcome.ofPictures(pictures.size(), out.toString(), null);
        }
    }

    static SamplesOutcome reconstruct(ReconstructRequest request, Device device, JobControl control) {
        Path out = Path.of(request.out());
        try (PictureAutoencoder model = PictureAutoencoder.load(Path.of(request.model()), device);
                Autocast autocast = Autocast.open(request.precision().ofUse(), device);
                FolderLock lock = FolderLock.acquire(out)) {
            PictureWriter writer = PictureWriter.of(out, model);
            List<Picture> originals = new ArrayList<>();
            List<Picture> reconstructions = new ArrayList<>();
            int count = Inputs.encode(paths(request.inputs()), model, request.strict(), control.notes(), part -> {
                List<Picture> pictures = model.decode(part.codes());
                for (int i = 0; i < pictures.size(); i++) {
                    writer.write(part.names().get(i), part.files().get(i), pictures.get(i));
                    if (originals.size() < SampleSheet.COLUMNS) {
                        originals.add(part.originals().get(i));
                        reconstructions.add(pictures.get(i));
                    }
                }
            });
            writer.sheet(SampleSheet.draw(originals, List.of(), reconstructions));
            return SamplesOutcome.ofPictures(
                    count, out.toString(), out.resolve(PictureWriter.SHEET).toString());
        }
    }

    private static List<Path> paths(List<String> names) {
        return names.stream().map(Path::of).toList();
    }
}
