package io.diabolo.studio;

import io.diabolo.jobs.TrainedFolders;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Studies of the folder, and their reports. A frame cannot send the token: whoever has it asks for an address that nobody could
 * guess, from which the frame reads one report.
 */
final class StudyApi {

    /** Of a report, which needs no token but its own name; beside the API. */
    static final String REPORT = "/report/{ticket}";

    private static final int TICKETS = 32;
    private static final long MOST_REPORT_BYTES = 64L << 20;

    /** A report is one file with its pictures in it, and runs nothing. */
    private static final String POLICY =
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
                    + "frame-ancestors 'self'; sandbox";

    private final Root root;
    private final JobQueue queue;
    private final Shelf<Path> reports = new Shelf<>("report", TICKETS, report -> 1);

    StudyApi(Root root, JobQueue queue) {
        this.root = root;
        this.queue = queue;
    }

    List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/studies", this::list), Endpoint.post("/study/report", this::ticket));
    }

    private void list(Context request) {
        Listing listing = Listing.of(root);
        Exchange.json(
                request,
                new Studies(
                        listing.studies(),
                        listing.unfinishedStudies().stream()
                                .filter(name -> !queue.uses(name))
                                .toList(),
                        listing.complete()));
    }

    private void ticket(Context request) {
        String name = Exchange.parameter(request, "name");
        Path folder = root.existing(name);
        if (!TrainedFolders.isStudy(folder)) {
            throw RequestException.notFound("'%s' holds no study with a report".formatted(Text.shown(name)));
        }
        String ticket = reports.put(folder.resolve(TrainedFolders.REPORT));
        Exchange.json(request, new Address(REPORT.replace("{ticket}", ticket)));
    }

    /** Answers with the report of a ticket. */
    void report(Context request) throws IOException {
        Path file = reports.get(request.pathParam("ticket"));
        if (!Files.isRegularFile(file) || !root.holds(file) || Files.size(file) > MOST_REPORT_BYTES) {
            throw RequestException.notFound("this study has no report any more");
        }
        byte[] bytes = Files.readAllBytes(file);
        Exchange.bytes(request, "text/html;charset=utf-8", bytes, null);
        request.header("Content-Security-Policy", POLICY);
        request.header("Cache-Control", "no-store");
    }

    /** Names of folders. */
    record Studies(List<String> studies, List<String> unfinished, boolean complete) {}

    /** Where a report can be read while the studio runs. */
    record Address(String address) {}
}
