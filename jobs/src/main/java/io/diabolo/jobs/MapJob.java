package io.diabolo.jobs;

import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.data.DrawnRows;
import io.diabolo.data.RowSubset;
import io.diabolo.embed.Planes;
import io.diabolo.engine.Autocast;
import io.diabolo.engine.Device;
import io.diabolo.error.BadInputException;
import io.diabolo.eval.Neighbourhoods;
import io.diabolo.jobs.report.MapReport;
import io.diabolo.task.TrainedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Encodes samples and brings their codes into planes. */
final class MapJob {

    private static final int NEIGHBOURS = 5;
    private static final int MOST = 2_000;

    private final MapRequest request;
    private final JobControl control;

    private MapJob(MapRequest request, JobControl control) {
        this.request = request;
        this.control = control;
    }

    static MapRequest.Outcome run(MapRequest request, Device device, JobControl control) {
        Path out = Path.of(request.out());
        Path page = out.resolve(MapReport.FILE);
        try (FolderLock lock = FolderLock.acquire(out)) {
            if (!request.replace() && Files.exists(page)) {
                throw new BadInputException(
                        "%s exists: choose another --out, or replace it with --force".formatted(page));
            }
            try (TrainedModel model =
                    TrainedModel.load(Path.of(request.samples().model()), device)) {
                return new MapJob(request, control).run(model, page, device);
            }
        }
    }

    private MapRequest.Outcome run(TrainedModel model, Path page, Device device) {
        Dataset all = samples(model);
        Dataset shown = all.size() <= MOST ? all : RowSubset.of(all, drawn(all.size()));
        if (shown.size() < all.size()) {
            control.note("%,d of %,d samples, drawn at random".formatted(shown.size(), all.size()));
        }
        Codes codes;
        try (Autocast autocast = Autocast.open(request.samples().precision().ofUse(), device)) {
            codes = model.encode(shown);
        }
        List<MapReport.Plane> planes = new ArrayList<>();
        for (Planes.Layout layout : request.layouts()) {
            control.note("laying out %,d codes of %d numbers: %s"
                    .formatted(codes.size(), codes.latent(), layout.name().toLowerCase(Locale.ROOT)));
            planes.add(plane(layout, codes));
            if (control.stop().getAsBoolean()) {
                return new MapRequest.Outcome(shown.size(), all.size(), page.toString(), List.of(), true);
            }
        }
        MapReport.write(
                new MapReport.Subject(request.samples().model(), shown, all.size(), codes.latent()),
                planes,
                page,
                request.lang().locale());
        return new MapRequest.Outcome(
                shown.size(),
                all.size(),
                page.toString(),
                planes.stream()
                        .map(plane -> new MapRequest.Row(
                                plane.layout(),
                                plane.kept().trustworthiness(),
                                plane.kept().continuity(),
                                plane.seconds()))
                        .toList(),
                false);
    }

    private Dataset samples(TrainedModel model) {
        String data = request.samples().data();
        if (data == null) {
            return request.samples().load(model, control).test();
        }
        return ModelData.whole(
                Path.of(data),
                model.preprocessing(),
                ModelData.options(
                        model.preprocessing(), request.samples().reading().options()),
                control::note);
    }

    private static int[] drawn(int size) {
        int[] rows = DrawnRows.of(MOST, size, new SplittableRandom(0));
        Arrays.sort(rows);
        return rows;
    }

    private MapReport.Plane plane(Planes.Layout layout, Codes codes) {
        long start = System.nanoTime();
        double[][] points = layout.of(codes, control.stop());
        double seconds = (System.nanoTime() - start) / 1e9;
        float[][] floats = new float[points.length][];
        for (int i = 0; i < points.length; i++) {
            floats[i] = new float[] {(float) points[i][0], (float) points[i][1]};
        }
        Neighbourhoods kept = Neighbourhoods.of(codes.rows(), floats, NEIGHBOURS);
        return new MapReport.Plane(layout, points, kept, seconds);
    }
}
