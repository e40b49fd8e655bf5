package io.diabolo.studio;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.error.DiaboloException;
import io.diabolo.jobs.HeldPicture;
import io.diabolo.jobs.LivePictures;
import io.diabolo.jobs.QualityChoice;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Pictures that are sent, coded, restored and fetched again. They are in memory alone, and go when others come. */
final class PictureApi {

    private static final String SAMPLE_FILE = "sample.png";

    private final LivePictures live;
    private final Root root;
    private final Limits limits;
    private final Computing computing;
    private final Shelf<HeldPicture> pictures;
    private final Shelf<Stored> files;

    PictureApi(LivePictures live, Root root, Limits limits, Computing computing) {
        this.live = live;
        this.root = root;
        this.limits = limits;
        this.computing = computing;
        pictures = new Shelf<>("picture", limits.held().pixels(), picture -> (long) picture.width() * picture.height());
        files = new Shelf<>("file", limits.held().bytes(), file -> file.bytes().length);
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/pictures", this::send),
                Endpoint.get("/pictures/{id}", this::fetch),
                Endpoint.post("/pictures/{id}/compress", this::compress),
                Endpoint.post("/pictures/{id}/others", this::others),
                Endpoint.post("/pictures/{id}/restore", this::restore),
                Endpoint.post("/files", this::decompress),
                Endpoint.get("/files/{id}", this::download));
    }

    /** Those that were sent, in the order of their ids. */
    List<HeldPicture> held(List<String> ids) {
        return ids.stream().map(pictures::get).toList();
    }

    private void send(Context request) throws Exception {
        String name = request.queryParam("name");
        List<String> notes = new ArrayList<>();
        HeldPicture picture = name == null ? uploaded(request, notes) : named(name, notes);
        Exchange.json(request, new Sent(pictures.put(picture), picture.width(), picture.height(), notes));
    }

    private HeldPicture uploaded(Context request, List<String> notes) throws Exception {
        Path file = Files.createTempFile("diabolo-studio", ".upload");
        try {
            Exchange.upload(request, file, limits);
            return computing.call(() -> read(file, "the picture", notes));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private HeldPicture named(String name, List<String> notes) throws Exception {
        if (name.equals(Names.SAMPLE)) {
            Path file = Files.createTempFile("diabolo-studio", ".png");
            try (InputStream in = PictureApi.class.getResourceAsStream(SAMPLE_FILE)) {
                if (in == null) {
                    throw new IllegalStateException(SAMPLE_FILE + " is missing from the studio's jar; build it again");
                }
                Files.write(file, in.readAllBytes());
                return read(file, name, notes);
            } finally {
                Files.deleteIfExists(file);
            }
        }
        Path file = root.existing(name);
        if (!Files.isRegularFile(file) || !Listing.isPicture(file)) {
            throw RequestException.bad("'%s' is no picture".formatted(Text.shown(name)));
        }
        return computing.call(() -> read(file, name, notes));
    }

    /** Messages name the picture as whoever sent it does, not the file that it lies in here. */
    private HeldPicture read(Path file, String shown, List<String> notes) {
        try {
            return HeldPicture.read(
                    file, limits.uploads().pixels(), note -> notes.add(note.replace(file.toString(), shown)));
        } catch (DiaboloException e) {
            Failures.Failure failure = Failures.of(e);
            throw new RequestException(failure.status(), failure.message().replace(file.toString(), shown));
        }
    }

    private void fetch(Context request) {
        Exchange.bytes(
                request, "image/png", pictures.get(request.pathParam("id")).png(), null);
    }

    private void compress(Context request) throws Exception {
        HeldPicture picture = pictures.get(request.pathParam("id"));
        QualityChoice quality = Exchange.body(request, QualityChoice.class, limits);
        Exchange.json(request, computing.call(() -> answer(picture, live.compress(picture, quality))));
    }

    private void others(Context request) throws Exception {
        HeldPicture picture = pictures.get(request.pathParam("id"));
        Bytes wanted = Exchange.body(request, Bytes.class, limits);
        Exchange.json(request, computing.call(() -> live.others(picture, wanted.bytes()).stream()
                .map(coded -> answer(picture, coded))
                .toList()));
    }

    private Coded answer(HeldPicture original, LivePictures.Coded coded) {
        String ending = coded.codec().equals("Diabolo")
                ? "dbl"
                : coded.codec().equals("JPEG") ? "jpg" : coded.codec().toLowerCase(Locale.ROOT);
        return new Coded(
                coded.codec(),
                coded.file().length,
                8.0 * coded.file().length / original.width() / original.height(),
                coded.psnrDb(),
                coded.msSsim(),
                coded.seconds(),
                pictures.put(coded.decoded()),
                files.put(new Stored("picture." + ending, coded.file())));
    }

    private void restore(Context request) throws Exception {
        HeldPicture picture = pictures.get(request.pathParam("id"));
        Restoring wish = Exchange.body(request, Restoring.class, limits);
        long start = System.nanoTime();
        HeldPicture result = computing.call(() -> restored(picture, wish));
        Exchange.json(
                request,
                new Restored(pictures.put(result), result.width(), result.height(), (System.nanoTime() - start) / 1e9));
    }

    private HeldPicture restored(HeldPicture picture, Restoring wish) {
        return switch (wish.task()) {
            case DENOISE -> live.denoise(picture, wish.sigma());
            case DEBLOCK -> live.deblock(picture);
            case INPAINT -> live.inpaint(picture, wish.mask() == null ? null : pictures.get(wish.mask()));
            case UPSCALE -> {
                int factor = wish.factor() == null ? 2 : wish.factor();
                if ((long) picture.width() * picture.height() * factor * factor
                        > limits.uploads().pixels()) {
                    throw RequestException.bad("the result would have more than %,d pixels: use the command line"
                            .formatted(limits.uploads().pixels()));
                }
                yield live.upscale(picture, factor);
            }
        };
    }

    private void decompress(Context request) throws Exception {
        Path file = Files.createTempFile("diabolo-studio", ".dbl");
        try {
            Exchange.upload(request, file, limits);
            byte[] bytes = Files.readAllBytes(file);
            HeldPicture picture = computing.call(() -> live.decompress(bytes));
            Exchange.json(request, new Sent(pictures.put(picture), picture.width(), picture.height(), List.of()));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void download(Context request) throws IOException {
        Stored file = files.get(request.pathParam("id"));
        Exchange.bytes(request, "application/octet-stream", file.bytes(), file.name());
    }

    /** A file in memory. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Stored(String name, byte[] bytes) {}

    /** A picture that is held now. */
    record Sent(String id, int width, int height, List<String> notes) {}

    /** About how large files of others shall be. */
    record Bytes(long bytes) {}

    /**
     * A picture as a codec gives it back.
     *
     * @param picture id of what it decodes to
     * @param file id of the file
     */
    record Coded(
            String codec,
            long bytes,
            double bitsPerPixel,
            double psnrDb,
            double msSsim,
            double seconds,
            String picture,
            String file) {}

    /** What can be done to a picture. */
    enum Task {
        @JsonProperty("denoise")
        DENOISE,
        @JsonProperty("deblock")
        DEBLOCK,
        @JsonProperty("inpaint")
        INPAINT,
        @JsonProperty("upscale")
        UPSCALE
    }

    /**
     * How a picture is restored.
     *
     * @param sigma of noise, 0 to 255; null to find it
     * @param factor 2, 3 or 4; null for 2
     * @param mask id of a picture of the same size, white where it is to be repaired; null to find what is lost
     */
    record Restoring(
            Task task,
            @JsonSetter(nulls = Nulls.SET) @Nullable Double sigma,
            @JsonSetter(nulls = Nulls.SET) @Nullable Integer factor,
            @JsonSetter(nulls = Nulls.SET) @Nullable String mask) {}

    /** A restored picture. */
    record Restored(String picture, int width, int height, double seconds) {}
}
