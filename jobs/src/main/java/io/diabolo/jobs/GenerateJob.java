package io.diabolo.jobs;

import io.diabolo.data.ByteDataset;
import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.data.TableColumn;
import io.diabolo.engine.Autocast;
import io.diabolo.engine.Device;
import io.diabolo.error.BadInputException;
import io.diabolo.generate.SampleGenerator;
import io.diabolo.image.AnimatedGif;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.image.Sheet;
import io.diabolo.task.TrainedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Draws samples and walks through latents. */
final class GenerateJob {

    private static final int STEPS = 9;
    private static final int MANIFOLD = 20;
    private static final int FRAMES_A_ROW = 16;
    private static final int CENTISECONDS = 10;

    /** Codes around a picture are held at once. */
    private static final int MOST_AROUND = 1_000_000;

    private final GenerateRequest request;
    private final JobControl control;
    private final TrainedModel model;
    private final Path out;
    private final SampleFiles files;
    private final TrainingSamples training;
    private final SampleGenerator generator;

    private GenerateJob(GenerateRequest request, TrainedModel model, CloseLater fitted, JobControl control) {
        this.request = request;
        this.control = control;
        this.model = model;
        out = Path.of(request.out());
        files = new SampleFiles(out, model.preprocessing());
        training = new TrainingSamples(request.training(), model, control);
        SampleGenerator all = FittedPriors.generator(request, model, training::required, fitted::add, control);
        String label = request.draw().label();
        generator = label == null ? all : all.withLabel(label);
    }

    static GenerateRequest.Outcome run(GenerateRequest request, Device device, JobControl control) {
        try (FolderLock lock = FolderLock.acquire(Path.of(request.out()));
                TrainedModel model =
                        TrainedModel.load(Path.of(request.training().model()), device);
                CloseLater fitted = new CloseLater();
                Autocast autocast = Autocast.open(request.training().precision().ofUse(), device)) {
            model.autoencoder();
            return new GenerateJob(request, model, fitted, control).run();
        } catch (CancellationException e) {
            return GenerateRequest.Outcome.stopped(request.out());
        }
    }

    private GenerateRequest.Outcome run() {
        GenerateRequest.What what = request.what();
        if (what instanceof GenerateRequest.Like like) {
            return like(like);
        }
        if (what instanceof GenerateRequest.Between between) {
            return between(between);
        }
        requirePrior();
        if (what instanceof GenerateRequest.Traversals traversals) {
            return traversals(traversals);
        }
        return what instanceof GenerateRequest.Manifold ? manifold() : samples();
    }

    private void requirePrior() {
        if (!generator.hasPrior()) {
            throw new BadInputException(
                    "%s is a %s autoencoder, which has no prior to draw from: --prior mixture fits one to the codes of its training data, once; or train with --variational"
                            .formatted(
                                    request.training().model(),
                                    model.autoencoder().config().bottleneck().kind()));
        }
        if (generator.drawsPositionsAlone()) {
            control.note(
                    "vectors are drawn independently at each position, as often as training saw each: parts of a sample need not fit together; --prior autoregressive fits a prior that knows how they follow from each other");
        }
    }

    private GenerateRequest.Outcome samples() {
        GenerateRequest.Draw draw = request.draw();
        FirstSamples first = new FirstSamples(model.preprocessing());
        String written = files.write(
                "sample",
                draw.count(),
                sink -> generator.stream(draw.count(), draw.temperature(), draw.seed(), part -> {
                    decode(part, first.andThen(sink));
                    if (control.stop().getAsBoolean()) {
                        throw new CancellationException("interrupted");
                    }
                    return true;
                }));
        return judged(draw.count(), first, List.of(), Stream.of(written));
    }

    private void decode(Codes codes, Consumer<float[]> sink) {
        model.decode(codes, (first, values) -> sink.accept(values));
    }

    private GenerateRequest.Outcome like(GenerateRequest.Like like) {
        GenerateRequest.Draw draw = request.draw();
        if (draw.count() > MOST_AROUND) {
            throw new BadInputException(
                    "at most %,d samples are drawn around a picture, not %,d".formatted(MOST_AROUND, draw.count()));
        }
        Dataset picture = pictures("--like", like.picture());
        Codes codes = generator.around(picture, (int) draw.count(), draw.temperature(), draw.seed());
        FirstSamples first = new FirstSamples(model.preprocessing());
        String written = files.write("sample", draw.count(), sink -> decode(codes, first.andThen(sink)));
        FirstSamples rebuilt = new FirstSamples(model.preprocessing());
        model.reconstruct(picture, (at, values) -> rebuilt.accept(values));
        List<Picture> above = new ArrayList<>(files.pictures(training.values(picture, 0)));
        above.addAll(files.pictures(rebuilt.values()));
        return judged(draw.count(), first, above, Stream.of(written));
    }

    /** With a sheet where samples are pictures, and what there is to say of them. */
    private GenerateRequest.Outcome judged(
            long count, FirstSamples first, List<Picture> above, Stream<String> written) {
        List<String> all = new ArrayList<>();
        if (files.isPictures()) {
            Path sheet = out.resolve(PictureWriter.SHEET);
            PictureFiles.write(sheet, training.sheet(files, first.values(), above));
            all.add(sheet.toString());
        }
        written.forEach(all::add);
        boolean around = request.what() instanceof GenerateRequest.Like;
        return outcome(count, all, around ? null : first);
    }

    private GenerateRequest.Outcome outcome(long count, List<String> written, @Nullable FirstSamples judged) {
        TrainingSamples.Verdict verdict =
                judged == null ? TrainingSamples.Verdict.none() : training.verdict(judged.values());
        return new GenerateRequest.Outcome(
                request.out(),
                count,
                request.what() instanceof GenerateRequest.Like ? "posterior of a picture" : generator.prior(),
                written,
                verdict.judgement(),
                verdict.activeUnits(),
                verdict.warnings(),
                false);
    }

    private GenerateRequest.Outcome between(GenerateRequest.Between between) {
        Dataset ends = pictures("--between", between.from(), between.to());
        Codes codes = model.encode(ends);
        Codes way = generator.between(codes.row(0), codes.row(1), between.frames());
        List<Picture> frames = new ArrayList<>();
        String first = files.write(
                "frame",
                way.size(),
                sink -> decode(way, values -> {
                    frames.addAll(files.pictures(values));
                    sink.accept(values);
                }));
        Path gif = out.resolve("between.gif");
        AnimatedGif.write(gif, thereAndBack(frames), CENTISECONDS);
        Path sheet = sheet("between.png", Sheet.grid(frames, FRAMES_A_ROW));
        return outcome(frames.size(), List.of(gif.toString(), sheet.toString(), first), null);
    }

    private static List<Picture> thereAndBack(List<Picture> frames) {
        List<Picture> all = new ArrayList<>(frames);
        for (int i = frames.size() - 2; i > 0; i--) {
            all.add(frames.get(i));
        }
        return all;
    }

    private GenerateRequest.Outcome traversals(GenerateRequest.Traversals wanted) {
        List<SampleGenerator.Traversal> traversals =
                generator.traversals(wanted.most(), STEPS, request.draw().seed());
        return files.isPictures() ? traversalSheet(traversals) : traversalRows(traversals);
    }

    private GenerateRequest.Outcome traversalSheet(List<SampleGenerator.Traversal> traversals) {
        List<List<Picture>> rows = new ArrayList<>();
        List<String> titles = new ArrayList<>();
        for (SampleGenerator.Traversal traversal : traversals) {
            List<Picture> row = new ArrayList<>();
            decode(traversal.codes(), values -> row.addAll(files.pictures(values)));
            rows.add(row);
            titles.add("z%d: %.3g".formatted(traversal.unit(), traversal.change()));
        }
        Path sheet = sheet("traversals.png", Sheet.ofRows(rows).withRowTitles(titles));
        return outcome((long) STEPS * rows.size(), List.of(sheet.toString()), null);
    }

    private GenerateRequest.Outcome traversalRows(List<SampleGenerator.Traversal> traversals) {
        List<TableColumn> columns = new ArrayList<>(List.of(TableColumn.number("unit"), TableColumn.number("value")));
        columns.addAll(files.columns());
        Path file = out.resolve("traversals.csv");
        RowFiles.writeRows(file, columns, rows -> {
            for (SampleGenerator.Traversal traversal : traversals) {
                int[] step = new int[1];
                decode(traversal.codes(), values -> {
                    int count = values.length / model.preprocessing().shape().elements();
                    for (int i = 0; i < count; i++, step[0]++) {
                        double[] row = files.row(values, i);
                        double[] longer = new double[row.length + 2];
                        longer[0] = traversal.unit();
                        longer[1] = traversal.values().get(step[0]);
                        System.arraycopy(row, 0, longer, 2, row.length);
                        rows.accept(longer);
                    }
                });
            }
        });
        return outcome((long) STEPS * traversals.size(), List.of(file.toString()), null);
    }

    private GenerateRequest.Outcome manifold() {
        requirePictures("--manifold");
        List<Picture> pictures = new ArrayList<>();
        decode(generator.manifold(MANIFOLD), values -> pictures.addAll(files.pictures(values)));
        Path sheet = sheet("manifold.png", Sheet.grid(pictures, MANIFOLD));
        return outcome(pictures.size(), List.of(sheet.toString()), null);
    }

    private Path sheet(String name, Sheet sheet) {
        Path file = out.resolve(name);
        PictureFiles.write(file, sheet.draw());
        return file;
    }

    /** Pictures of the user as the model takes them. */
    private Dataset pictures(String option, String... names) {
        requirePictures(option);
        List<Picture> pictures = new ArrayList<>();
        for (String name : names) {
            Picture picture = PictureFiles.read(Path.of(name));
            Picture fitted = model.preprocessing().asArrays().fit(picture);
            if (!fitted.size().equals(picture.size())) {
                control.note(
                        "%s is %s: it is brought to the model's %s".formatted(name, picture.size(), fitted.size()));
            }
            pictures.add(fitted);
        }
        return ByteDataset.of("pictures", pictures);
    }

    private void requirePictures(String option) {
        if (!files.isPictures()) {
            throw new BadInputException(
                    "%s is for models of pictures; this one takes samples %s: leave it out, or use --traverse"
                            .formatted(option, model.preprocessing().shape()));
        }
    }
}
