package io.diabolo.studio;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.diabolo.error.DiaboloException;
import io.diabolo.jobs.CodeCloud;
import io.diabolo.jobs.CodeMap;
import io.diabolo.jobs.Inspection;
import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.LiveModels;
import io.diabolo.jobs.ModelFigures;
import io.diabolo.jobs.TrainedFolders;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is in the folder, looked at, asked and deleted. */
final class ModelApi {

    private static final int USUAL_POINTS = 1_000;
    private static final String USUAL_LAYOUT = "pca";
    private static final int MOST_POINTS = 2_000;
    private static final int MOST_IN_CLOUD = 1_000_000;
    private static final int MOST_CODES = 256;
    private static final int MOST_PICTURES = 64;
    private static final long MOST_SHEET_BYTES = 32L << 20;

    private final Root root;
    private final Limits limits;
    private final Computing computing;
    private final LiveModels live;
    private final PictureApi pictures;
    private final JobQueue queue;

    ModelApi(Root root, Limits limits, Computing computing, LiveModels live, PictureApi pictures, JobQueue queue) {
        this.root = root;
        this.limits = limits;
        this.computing = computing;
        this.live = live;
        this.pictures = pictures;
        this.queue = queue;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/models", this::list),
                Endpoint.get("/model", this::describe),
                Endpoint.delete("/model", this::delete),
                Endpoint.get("/model/sheet", this::sheet),
                Endpoint.get("/model/map", this::map),
                Endpoint.post("/model/cloud", this::cloud),
                Endpoint.post("/model/encode", this::encode),
                Endpoint.post("/model/decode", this::decode),
                Endpoint.post("/model/reconstruct", this::reconstruct));
    }

    private void list(Context request) {
        Listing listing = Listing.of(root);
        List<Card> cards = new ArrayList<>();
        for (String name : listing.models()) {
            cards.add(card(name));
        }
        List<String> stopped =
                listing.unfinished().stream().filter(name -> !queue.uses(name)).toList();
        Exchange.json(request, new Cards(cards, stopped, listing.complete()));
    }

    /** A damaged model does not hide the others. */
    private Card card(String name) {
        Path folder = root.existing(name);
        boolean sheet = Files.isRegularFile(folder.resolve(TrainedFolders.SHEET));
        try {
            return new Card(name, ModelFigures.of(folder), sheet, null);
        } catch (DiaboloException e) {
            return new Card(name, null, sheet, root.relative(Failures.of(e).message()));
        }
    }

    private void describe(Context request) {
        Exchange.json(request, Inspection.of(model(request)));
    }

    private Path model(Context request) {
        String name = Exchange.parameter(request, "name");
        Path folder = root.existing(name);
        if (!TrainedFolders.isModel(folder)) {
            throw RequestException.notFound("'%s' holds no model".formatted(Text.shown(name)));
        }
        return folder;
    }

    private void delete(Context request) {
        Path folder = model(request);
        String name = Exchange.parameter(request, "name");
        if (!name.equals(request.queryParam("confirm"))) {
            throw RequestException.bad("to delete a model, repeat its name as the parameter 'confirm'");
        }
        if (queue.uses(name)) {
            throw new RequestException(
                    RequestException.CONFLICT, "'%s' is being trained: stop that first".formatted(name));
        }
        TrainedFolders.delete(folder);
        Exchange.json(request, new Deleted(name));
    }

    private void sheet(Context request) throws IOException {
        Path file = model(request).resolve(TrainedFolders.SHEET);
        if (!Files.isRegularFile(file) || !root.holds(file) || Files.size(file) > MOST_SHEET_BYTES) {
            throw RequestException.notFound("this model has no sheet of reconstructions");
        }
        Exchange.bytes(request, "image/png", Files.readAllBytes(file), null);
    }

    /** The folder of a model whose data is there to be shown. */
    private Path modelWithData(Context request) {
        Path folder = model(request);
        TrainedFolders.data(folder).filter(data -> !root.holds(data)).ifPresent(data -> {
            throw new RequestException(
                    RequestException.FORBIDDEN,
                    "the data of this model is not in the folder that is shown, or no longer there");
        });
        return folder;
    }

    private void map(Context request) throws Exception {
        Path folder = modelWithData(request);
        int most = Exchange.number(request, "most", USUAL_POINTS, MOST_POINTS);
        String asked = request.queryParam("layout");
        String layout = asked == null ? USUAL_LAYOUT : asked;
        List<String> notes = new ArrayList<>();
        CodeMap map = computing.call(() ->
                live.map(folder, layout, most, JobControl.none().withNotes(note -> notes.add(root.relative(note)))));
        Exchange.json(request, new Mapped(map, notes));
    }

    private void cloud(Context request) throws Exception {
        Path folder = modelWithData(request);
        Plane plane = Exchange.body(request, Plane.class, limits);
        CodeCloud cloud = computing.call(() -> live.cloud(folder, plane.axes(), MOST_IN_CLOUD, JobControl.none()));
        Exchange.bytes(request, "application/octet-stream", cloud.toBytes(), null);
    }

    private void encode(Context request) throws Exception {
        Path folder = model(request);
        Ids ids = ids(request);
        Exchange.json(request, new Codes(computing.call(() -> live.encode(folder, pictures.held(ids.pictures())))));
    }

    private void reconstruct(Context request) throws Exception {
        Path folder = model(request);
        Ids ids = ids(request);
        Exchange.json(
                request, new Files64(computing.call(() -> live.reconstruct(folder, pictures.held(ids.pictures())))));
    }

    private Ids ids(Context request) throws IOException {
        Ids ids = Exchange.body(request, Ids.class, limits);
        requireCount(ids.pictures().size(), MOST_PICTURES, "pictures");
        return ids;
    }

    private void decode(Context request) throws Exception {
        Path folder = model(request);
        Codes codes = Exchange.body(request, Codes.class, limits);
        requireCount(codes.codes().size(), MOST_CODES, "codes");
        Exchange.json(request, new Files64(computing.call(() -> live.decode(folder, codes.codes()))));
    }

    private static void requireCount(int count, int most, String what) {
        if (count < 1 || count > most) {
            throw RequestException.bad("1 to %d %s at a time, not %d".formatted(most, what, count));
        }
    }

    /** What the folder holds. */
    record Cards(List<Card> models, List<String> unfinished, boolean complete) {}

    /**
     * A model in short.
     *
     * @param figures null where it cannot be read
     * @param sheet whether it has a sheet of reconstructions
     * @param error why it cannot be read; null else
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Card(
            String name,
            @Nullable ModelFigures figures,
            boolean sheet,
            @Nullable String error) {}

    /** A model that is no longer there. */
    record Deleted(String deleted) {}

    /** Two axes, each a weight for each number of a code and then an offset. */
    record Plane(List<List<Double>> axes) {}

    /** Pictures that were sent. */
    record Ids(List<String> pictures) {}

    /** Codes, a list of D numbers each. */
    record Codes(List<List<Float>> codes) {}

    /** PNG files, base64 in JSON. */
    record Files64(List<byte[]> pictures) {}

    /** Codes in a plane, and what is to be said of them. */
    record Mapped(CodeMap map, List<String> notes) {}
}
