package io.diabolo.studio;

import io.diabolo.jobs.DataChoice;
import io.diabolo.jobs.DataReading;
import io.diabolo.jobs.DataSummary;
import io.diabolo.jobs.DescribeDataRequest;
import io.diabolo.jobs.JobControl;
import io.javalin.http.Context;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lies in the folder, and what data holds. */
final class FolderApi {

    private final Root root;
    private final Limits limits;
    private final Computing computing;

    FolderApi(Root root, Limits limits, Computing computing) {
        this.root = root;
        this.limits = limits;
        this.computing = computing;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/status", this::status),
                Endpoint.get("/gallery", this::gallery),
                Endpoint.get("/data", this::list),
                Endpoint.get("/data/summary", this::describe));
    }

    private void status(Context request) {
        Exchange.json(
                request,
                new Status(
                        String.valueOf(root.folder().getFileName()),
                        limits.uploads().bytes(),
                        limits.uploads().pixels(),
                        Runtime.getRuntime().availableProcessors()));
    }

    private void gallery(Context request) {
        List<String> names = new ArrayList<>(List.of(Names.SAMPLE));
        names.addAll(Listing.of(root).pictures());
        Exchange.json(request, new Gallery(names));
    }

    private void list(Context request) {
        Listing listing = Listing.of(root);
        Exchange.json(request, new Sources(listing.data(), listing.complete()));
    }

    private void describe(Context request) throws Exception {
        String name = Exchange.parameter(request, "name");
        String size = request.queryParam("size");
        Path data = name.equals(Names.GLYPHS) ? null : root.existing(name);
        Exchange.json(request, computing.call(() -> summary(data, size)));
    }

    private Summary summary(@Nullable Path data, @Nullable String size) throws Exception {
        DataReading all = DataReading.defaults();
        DataReading reading =
                new DataReading(size, false, false, all.groupBy(), all.split(), all.limit(), all.table(), all.series());
        DataChoice choice = new DataChoice(data == null ? null : data.toString(), reading);
        List<String> notes = new ArrayList<>();
        JobControl control = JobControl.none().withNotes(note -> notes.add(root.relative(note)));
        boolean pictures = data == null || Files.isDirectory(data);
        if (!pictures) {
            return new Summary(DataSummary.of(new DescribeDataRequest(choice, null), control), null, notes);
        }
        Path sheet = Files.createTempFile("diabolo-studio", ".png");
        try {
            DataSummary summary = DataSummary.of(new DescribeDataRequest(choice, sheet.toString()), control);
            return new Summary(summary, Files.readAllBytes(sheet), notes);
        } finally {
            Files.deleteIfExists(sheet);
        }
    }

    /**
     * Where one is.
     *
     * @param folder the last name of the root
     * @param processors of the machine
     */
    record Status(String folder, long uploadBytes, long pixels, int processors) {}

    /** Pictures that can be taken by name. */
    record Gallery(List<String> pictures) {}

    /** What a training could read. */
    record Sources(List<Listing.Data> data, boolean complete) {}

    /**
     * What data holds.
     *
     * @param sheet a PNG file with some of its pictures, base64 in JSON; null where samples are no pictures
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Summary(DataSummary data, byte @Nullable [] sheet, List<String> notes) {}
}
