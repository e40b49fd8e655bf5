package io.diabolo.studio;

import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.LiveDetectors;
import io.javalin.http.Context;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is abnormal, by the detectors of the folder. */
final class DetectorApi {

    private final Root root;
    private final Computing computing;
    private final LiveDetectors live;

    DetectorApi(Root root, Computing computing, LiveDetectors live) {
        this.root = root;
        this.computing = computing;
        this.live = live;
    }

    List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/detectors", this::list), Endpoint.get("/detector/findings", this::judge));
    }

    private void list(Context request) {
        Listing listing = Listing.of(root);
        Exchange.json(request, new Detectors(listing.detectors(), listing.complete()));
    }

    private void judge(Context request) throws Exception {
        String name = Exchange.parameter(request, "name");
        Path folder = root.existing(name);
        if (!LiveDetectors.isDetector(folder)) {
            throw RequestException.notFound("'%s' holds no detector".formatted(Text.shown(name)));
        }
        Path data = root.existing(Exchange.parameter(request, "data"));
        List<String> notes = new ArrayList<>();
        JobControl control = JobControl.none().withNotes(note -> notes.add(root.relative(note)));
        Exchange.json(request, new Judged(computing.call(() -> live.judge(folder, data, control)), notes));
    }

    /** Names of folders. */
    record Detectors(List<String> detectors, boolean complete) {}

    /** What a detector says. */
    record Judged(LiveDetectors.Judgement judgement, List<String> notes) {}
}
