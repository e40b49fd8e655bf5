package io.diabolo.cli;

import io.diabolo.data.SampleShape;
import io.diabolo.jobs.DataSummary;
import io.diabolo.jobs.DescribeDataRequest;
import io.diabolo.jobs.TextTable;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./diabolo data}: looks at data as a training would read it, without the engine. */
@Command(
        name = "data",
        abbreviateSynopsis = true,
        sortOptions = false,
        description =
                "Shows what data holds: counts, sizes, channels, range, labels, splits; of a table each column and its use in a training.",
        footer = {
            "",
            "Examples:",
            "  ./diabolo data readings.csv --target label",
            "  ./diabolo data photos --size 96x64 --sheet contact-sheet.png"
        })
final class DataCommand implements Callable<Integer> {

    private static final int LABELS_SHOWN = 40;

    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description =
                    "Pictures in a folder, a table (.csv, .tsv), idx files, CIFAR-10, .npy or .npz (default: the embedded pictures).")
    private @Nullable Path path;

    @Option(names = "--sheet", paramLabel = "FILE", description = "Write a contact sheet of up to 100 pictures.")
    private @Nullable Path sheet;

    @Mixin
    private DataChoices reading = new DataChoices();

    @Mixin
    private CommonOptions common = new CommonOptions();

    DataCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        DescribeDataRequest request =
                new DescribeDataRequest(reading.choice(path), sheet == null ? null : sheet.toString());
        DataSummary summary = DataSummary.of(request, common.control(session));
        common.answer(session, summary, () -> text(summary));
        return ExitCodes.OK;
    }

    private static String text(DataSummary s) {
        StringBuilder text = new StringBuilder();
        text.append("data      %s%n".formatted(s.name()));
        text.append("samples   %,d: %,d for training, %,d for validation, %,d for test%n"
                .formatted(
                        s.samples(),
                        s.splits().train(),
                        s.splits().validation(),
                        s.splits().test()));
        text.append("shape     %s%n".formatted(shape(s.shape())));
        if (s.table() == null) {
            text.append("values    %s from %s to %s, mean %.5g%n"
                    .formatted(s.values(), number(s.low()), number(s.high()), s.mean()));
        }
        text.append("hash      %s (training)%n".formatted(s.trainHash()));
        if (!s.labels().isEmpty()) {
            text.append("labels    %d%n".formatted(s.labels().size()));
            s.labels().stream()
                    .limit(LABELS_SHOWN)
                    .forEach(label -> text.append("  %,8d  %s%n".formatted(label.count(), label.name())));
            if (s.labels().size() > LABELS_SHOWN) {
                text.append("  ... and %d more%n".formatted(s.labels().size() - LABELS_SHOWN));
            }
        }
        if (s.table() != null) {
            text.append('\n').append(text(s.table()));
        }
        return text.toString();
    }

    private static String shape(SampleShape shape) {
        String values = " (%,d values)".formatted(shape.elements());
        return switch (shape.kind()) {
            case ROW -> "%d column%s".formatted(shape.channels(), shape.channels() == 1 ? "" : "s");
            case SERIES ->
                "%d channel%s, %,d steps"
                                .formatted(
                                        shape.channels(),
                                        shape.channels() == 1 ? "" : "s",
                                        shape.spatial().get(0))
                        + values;
            case PICTURE ->
                "%d channel%s, %d high, %d wide"
                                .formatted(
                                        shape.channels(),
                                        shape.channels() == 1 ? "" : "s",
                                        shape.height(),
                                        shape.width())
                        + values;
        };
    }

    private static String text(DataSummary.TableSummary table) {
        TextTable columns = new TextTable(2, "column", "type", "from", "to", "missing", "distinct", "in a training");
        for (DataSummary.ColumnSummary column : table.columns()) {
            columns.row(
                    column.name(),
                    column.type(),
                    column.low(),
                    column.high(),
                    "%,d".formatted(column.missing()),
                    column.distinct() == null ? "many" : "%,d".formatted(column.distinct()),
                    column.use());
        }
        TextTable rows = new TextTable(
                0, table.columns().stream().map(DataSummary.ColumnSummary::name).toArray(String[]::new));
        table.firstRows().forEach(row -> rows.row(row.toArray(String[]::new)));
        return "%,d rows; %s%n%n%s%n%s".formatted(table.rows(), table.dialect(), columns, rows);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? "%.0f".formatted(value) : "%.5g".formatted(value);
    }
}
