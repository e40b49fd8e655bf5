package io.diabolo.jobs.report;

import io.diabolo.report.Block;
import io.diabolo.report.NetworkDiagram;
import io.diabolo.report.NetworkDiagram.Group;
import io.diabolo.report.NetworkDiagram.Layer;
import io.diabolo.report.Paragraph;
import io.diabolo.report.Section;
import io.diabolo.study.RunResult.LayerRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Each network, layer by layer. */
final class NetworksSection {

    private static final Pattern SETTING = Pattern.compile("(\\w+)=(\\w+)");

    private final Findings findings;
    private final Lang lang;

    NetworksSection(Findings findings, Lang lang) {
        this.findings = findings;
        this.lang = lang;
    }

    Section section() {
        List<Block> blocks = new ArrayList<>();
        for (String model : findings.models()) {
            SizeResult size = findings.focus(model);
            blocks.add(new Paragraph(sentence(size)));
            blocks.add(diagram(size));
        }
        return new Section(lang.text("The networks", "Les réseaux"), blocks);
    }

    /** How large a network is, and how far its waist narrows the data. */
    String sentence(SizeResult size) {
        int elements = findings.study().data().shape().elements();
        return lang.format(
                "%s has %s at latent size %s: its bottleneck turns the %s values of a sample into %s, %s times fewer.",
                "%s compte %s à la taille latente %s : son goulot ramène les %s valeurs d'une donnée à %s, soit %s fois moins.",
                Lang.capital(Names.the(lang, size.model())),
                lang.count(
                        size.parameters(), lang.text("parameter", "paramètre"), lang.text("parameters", "paramètres")),
                lang.integer(size.latent()),
                lang.integer(elements),
                lang.integer(size.latent()),
                lang.decimal((double) elements / size.latent(), elements < 10 * size.latent() ? 1 : 0));
    }

    private NetworkDiagram diagram(SizeResult size) {
        List<Layer> layers = new ArrayList<>();
        List<LayerRow> waiting = new ArrayList<>();
        List<LayerRow> rows = longestBranches(size.first().layers());
        for (int i = 0; i < rows.size(); i++) {
            waiting.add(rows.get(i));
            LayerRow next = i + 1 < rows.size() ? rows.get(i + 1) : null;
            boolean complete = waiting.stream().anyMatch(row -> row.parameters() > 0);
            if (next == null || !next.part().equals(rows.get(i).part()) || (complete && next.parameters() > 0)) {
                layers.add(layer(waiting));
                waiting.clear();
            }
        }
        return new NetworkDiagram(Names.title(lang, size.model(), size.latent()), layers);
    }

    /** Of branches side by side the one with the most layers: the others are in the words of their sum. */
    private static List<LayerRow> longestBranches(List<LayerRow> rows) {
        Map<String, Long> lengths = rows.stream()
                .flatMap(row -> branches(row.name()).stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        Map<String, String> longest = new HashMap<>();
        lengths.forEach((branch, length) -> longest.merge(
                sum(branch), branch, (a, b) -> lengths.getOrDefault(a, 0L) >= lengths.getOrDefault(b, 0L) ? a : b));
        return rows.stream()
                .filter(row ->
                        branches(row.name()).stream().allMatch(branch -> branch.equals(longest.get(sum(branch)))))
                .toList();
    }

    /** {@code encoder.0.1.2} is within the branch {@code encoder.0.1}. */
    private static List<String> branches(String name) {
        List<String> words = List.of(name.split("\\."));
        return IntStream.iterate(3, end -> end < words.size(), end -> end + 2)
                .mapToObj(end -> String.join(".", words.subList(0, end)))
                .toList();
    }

    private static String sum(String branch) {
        return branch.substring(0, branch.lastIndexOf('.'));
    }

    /** Rows without parameters, such as an activation, are drawn as one bar with the layer that they belong to. */
    private Layer layer(List<LayerRow> rows) {
        LayerRow last = rows.get(rows.size() - 1);
        LayerRow named =
                rows.stream().filter(row -> row.parameters() > 0).findFirst().orElse(last);
        String kinds = rows.stream()
                .map(row -> kind(row.description()))
                .filter(kind -> !kind.isEmpty())
                .collect(Collectors.joining(", "));
        long elements = elements(last);
        return new Layer(
                Group.valueOf(last.part().toUpperCase(Locale.ROOT)),
                name(named),
                kinds,
                shape(rows, elements),
                elements,
                rows.stream().mapToLong(LayerRow::parameters).sum());
    }

    /** The shape that says most: what is flattened on leaving is shown as it was before. */
    private static String shape(List<LayerRow> rows, long elements) {
        return rows.stream()
                .filter(row -> elements(row) == elements)
                .max(Comparator.comparingInt(row -> row.shape().size()))
                .orElseThrow()
                .shape()
                .stream()
                .map(String::valueOf)
                .collect(Collectors.joining(" × "));
    }

    private static long elements(LayerRow row) {
        return row.shape().stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    }

    private String name(LayerRow row) {
        return switch (row.part()) {
            case "input" -> lang.text("picture", "image");
            case "output" -> lang.text("reconstruction", "reconstruction");
            case "bottleneck" -> lang.text("latent", "latent");
            default -> row.name();
        };
    }

    /** {@code conv[channels=32, kernel=3, stride=2]} becomes {@code conv 3×3 stride 2}; unknown kinds stay as they are. */
    String kind(String description) {
        String type = description.replaceFirst("[\\[ ].*", "");
        return switch (type) {
            case "flatten" -> lang.text("flatten", "mise à plat");
            case "unflatten" -> lang.text("reshape", "remise en forme");
            case "linear" -> lang.text("linear", "linéaire");
            case "plain" -> lang.text("linear", "linéaire");
            case "conv" -> lang.text("conv ", "conv. ") + window(description);
            case "transposedconv" -> lang.text("transposed conv ", "conv. transposée ") + window(description);
            case "sum" ->
                description.equals("sum of 2 branches")
                        ? lang.text("plus a linear path", "plus un chemin linéaire")
                        : lang.text(
                                description,
                                description.replaceFirst("sum of", "somme de").replaceFirst("branches", "branches"));
            case "activate" -> setting(description, "function").toUpperCase(Locale.ROOT);
            default -> description;
        };
    }

    private String window(String description) {
        String kernel = setting(description, "kernel");
        String stride = setting(description, "stride");
        String size = kernel + "×" + kernel;
        return stride.equals("1") || stride.isEmpty() ? size : size + lang.text(" stride\u00a0", " pas\u00a0") + stride;
    }

    private static String setting(String description, String name) {
        Matcher matcher = SETTING.matcher(description);
        while (matcher.find()) {
            if (matcher.group(1).equals(name)) {
                return matcher.group(2);
            }
        }
        return "";
    }
}
