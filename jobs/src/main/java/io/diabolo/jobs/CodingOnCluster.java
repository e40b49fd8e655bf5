package io.diabolo.jobs;

import io.diabolo.codec.Codec;
import io.diabolo.error.BadInputException;
import io.diabolo.error.OutputException;
import io.diabolo.file.AtomicFiles;
import io.diabolo.table.CsvDialect;
import io.diabolo.table.TableFormat;
import io.diabolo.table.TableWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pictures coded on a cluster, with the bytes of one machine. All its machines see them, and the results, under the paths that this
 * one knows. The pictures that were refused get a table beside the result, with the reasons.
 */
final class CodingOnCluster {

    private static final Pattern ADDRESS = Pattern.compile("[a-z][a-z0-9+.-]+:/.*");

    private CodingOnCluster() {}

    static CompressOutcome compress(CompressRequest request, String master, Codec codec, JobControl control) {
        String out = request.output().path();
        if (out == null || CodedPicture.isNamed(Path.of(out))) {
            throw new BadInputException("a cluster writes into a folder, which has to be named, and was %s"
                    .formatted(out == null ? "not" : out));
        }
        requireNoSearch(request.effort());
        Path folder = seen(out);
        boolean replace = request.output().replace();
        Path refused = refused(folder, replace);
        CompressRequest everywhere = new CompressRequest(
                seen(request.inputs()),
                new FileOutput(folder.toString(), replace),
                request.codec(),
                request.quality(),
                request.effort(),
                request.metadata());
        byte[] weights = ArchiveJobs.weights(request.codec(), codec);
        try (PictureCoding.OnCluster coding = ClusterJobs.installed().coding(master, weights, control)) {
            CompressOutcome outcome = CompressJob.run(everywhere, codec.id(), coding, control);
            settle(refused, outcome.ending(), control);
            return outcome;
        }
    }

    static ArchiveOutcome createArchive(ArchiveCreateRequest request, String master, Codec codec, JobControl control) {
        requireNoSearch(request.effort());
        Path refused = refused(seen(request.archive()), request.options().replace());
        ArchiveCreateRequest everywhere = new ArchiveCreateRequest(
                seen(request.inputs()),
                request.archive(),
                request.codec(),
                request.quality(),
                request.effort(),
                request.options());
        byte[] weights = ArchiveJobs.weights(request.codec(), codec);
        try (PictureCoding.OnCluster coding = ClusterJobs.installed().coding(master, weights, control)) {
            byte[] carried = request.options().embedCodec() ? weights : new byte[0];
            ArchiveOutcome outcome = ArchiveFilling.create(everywhere, codec, carried, coding, control);
            settle(refused, outcome.ending(), control);
            return outcome;
        }
    }

    static ArchiveOutcome addToArchive(ArchiveAddRequest request, String master, Codec codec, JobControl control) {
        requireNoSearch(request.effort());
        Path archive = Path.of(request.archive());
        Path refused = refused(seen(request.archive()));
        if (Files.exists(refused)) {
            throw new BadInputException("%s exists, with what an earlier run refused: move it away".formatted(refused));
        }
        ArchiveAddRequest everywhere = new ArchiveAddRequest(
                request.archive(), seen(request.inputs()), request.metadata(), request.codec(), request.effort());
        byte[] weights = ArchiveJobs.weights(archive, request.codec(), codec);
        try (PictureCoding.OnCluster coding = ClusterJobs.installed().coding(master, weights, control)) {
            ArchiveOutcome outcome = ArchiveFilling.add(everywhere, codec, coding, control);
            settle(refused, outcome.ending(), control);
            return outcome;
        }
    }

    private static void requireNoSearch(@Nullable Integer effort) {
        if (CompressRequest.steps(effort) > 0) {
            throw new BadInputException(
                    "a cluster does not look for better latents: ask for an effort of 1 to 5, or leave the cluster");
        }
    }

    private static List<String> seen(List<String> names) {
        return names.stream().map(name -> seen(name).toString()).toList();
    }

    /**
     * A path as all machines know it, which begin elsewhere.
     *
     * @throws BadInputException for the address of another file system
     */
    static Path seen(String name) {
        if (ADDRESS.matcher(name).matches()) {
            throw new BadInputException(
                    "%s: pictures on a cluster have paths that all its machines know, such as those of a shared folder: mount what has an address"
                            .formatted(name));
        }
        return Path.of(name).toAbsolutePath().normalize();
    }

    private static Path refused(Path result) {
        return result.resolveSibling(result.getFileName().toString().replaceFirst("\\.dba$", "") + ".refused.csv");
    }

    private static Path refused(Path result, boolean replace) {
        Path file = refused(result);
        if (!replace && Files.exists(file)) {
            throw new BadInputException("%s exists: choose another name, or have it replaced".formatted(file));
        }
        return file;
    }

    /** What was not gone through is not said to have been refused. */
    private static void settle(Path refused, FilesEnding ending, JobControl control) {
        if (ending.stopped()
                || ending.failures().stream().anyMatch(failure -> failure.cause() instanceof OutputException)) {
            return;
        }
        if (ending.failures().isEmpty()) {
            try {
                Files.deleteIfExists(refused);
                return;
            } catch (IOException e) {
                throw AtomicFiles.failure(refused, e);
            }
        }
        TableFormat format = new TableFormat(CsvDialect.standard(), TableFormat.Digits.FLOAT);
        TableWriter.write(refused, format, List.of("picture", "error"), table -> {
            for (FilesEnding.Failure failure : ending.failures()) {
                table.text(failure.file()).text(failure.message()).endRow();
            }
        });
        control.note("refused: %,d, with the reasons in %s"
                .formatted(ending.failures().size(), refused));
    }
}
