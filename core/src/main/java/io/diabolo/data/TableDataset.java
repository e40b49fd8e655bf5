package io.diabolo.data;

import io.diabolo.table.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table: rows [F], F the number of columns that are inputs. Missing cells are NaN; a category is the index of its level,
 * and the number of levels where the level is unknown.
 */
public final class TableDataset implements Dataset {

    private final TypedRows rows;
    private final List<TableInput> inputs;
    private final List<TableColumn> columns;
    private final boolean gaps;
    private final Map<String, Integer> unseen;
    private volatile @Nullable String hash;

    TableDataset(TypedRows rows, List<TableInput> inputs) {
        this.rows = rows;
        this.inputs = List.copyOf(inputs);
        columns = inputs.stream().map(TableInput::column).toList();
        gaps = inputs.stream()
                .anyMatch(input -> rows.columns().get(input.place()).summary().missing() > 0);
        unseen = Map.copyOf(countUnseen());
    }

    /**
     * All columns of numbers and categories that differ from row to row, without labels.
     *
     * @param table must stay open as long as this is used
     * @throws io.diabolo.error.BadInputException if no column is left
     */
    public static TableDataset of(Table table) {
        TypedRows rows = TypedRows.of(table, Labels.none());
        return new TableDataset(
                rows,
                ColumnSelection.of(rows, ColumnSelection.Wanted.VARYING, Set.of())
                        .inputs());
    }

    /**
     * The columns that a model knows, in its order, without labels.
     *
     * @param table must stay open as long as this is used
     * @param columnsWanted found by name; their categories keep the model's order
     * @throws io.diabolo.error.BadInputException if a column is missing or of another kind
     */
    public static TableDataset of(Table table, List<TableColumn> columnsWanted) {
        TypedRows rows = TypedRows.of(table, Labels.none());
        return new TableDataset(rows, ColumnAlignment.of(rows, columnsWanted));
    }

    /** How many cells of a column hold a category that the model does not know, for columns that have some. */
    public Map<String, Integer> unseen() {
        return unseen;
    }

    @Override
    public String name() {
        return rows.name();
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public SampleShape shape() {
        return SampleShape.row(inputs.size());
    }

    @Override
    public boolean isBytes() {
        return false;
    }

    @Override
    public void gather(int[] chosen, byte[] target) {
        throw new IllegalStateException(name() + " is a table, it holds no bytes");
    }

    @Override
    public void gather(int[] chosen, float[] target) {
        double[] stored = new double[rows.columns().size()];
        int at = 0;
        for (int row : chosen) {
            rows.reader().row(row, stored);
            for (TableInput input : inputs) {
                target[at++] = (float) input.cell(stored[input.place()]);
            }
        }
    }

    @Override
    public void gather(int[] chosen, double[] cells) {
        double[] stored = new double[rows.columns().size()];
        int at = 0;
        for (int row : chosen) {
            rows.reader().row(row, stored);
            for (TableInput input : inputs) {
                cells[at++] = input.cell(stored[input.place()]);
            }
        }
    }

    @Override
    public boolean hasGaps() {
        return gaps;
    }

    @Override
    public List<TableColumn> columns() {
        return columns;
    }

    @Override
    public int label(int row) {
        return rows.index().labels().of(Objects.checkIndex(row, size()));
    }

    @Override
    public List<String> labelNames() {
        return rows.index().labels().names();
    }

    @Override
    public String itemName(int row) {
        return rows.index().itemNames().apply(Objects.checkIndex(row, size()));
    }

    @Override
    public String hash() {
        String known = hash;
        if (known == null) {
            known = DatasetHash.of(this);
            hash = known;
        }
        return known;
    }

    private Map<String, Integer> countUnseen() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        List<TableInput> suspects =
                inputs.stream().filter(TableDataset::mayBeUnseen).toList();
        double[] stored = new double[rows.columns().size()];
        for (int row = 0; row < rows.size() && !suspects.isEmpty(); row++) {
            rows.reader().row(row, stored);
            for (TableInput input : suspects) {
                if (input.isUnseen(stored[input.place()])) {
                    counts.merge(input.column().name(), 1, Integer::sum);
                }
            }
        }
        return counts;
    }

    private static boolean mayBeUnseen(TableInput input) {
        return input.levels().contains(input.column().levels().size());
    }
}
