package io.diabolo.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.data.LoadedData;
import io.diabolo.engine.Engine;
import io.diabolo.error.BadInputException;
import io.diabolo.json.Json;
import io.diabolo.nodes.NodePlace;
import io.diabolo.nodes.Nodes;
import io.diabolo.store.Provenance;
import io.diabolo.train.TrainingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What machines that train together tell each other before they begin, and what is said of them. */
final class NodeAgreement {

    /** So many differences are named. */
    private static final int NAMED = 3;

    /** Characters of a value that a message quotes. */
    private static final int QUOTED = 60;

    private NodeAgreement() {}

    /** Waits until all machines are there. */
    static Nodes join(NodePlace place, JobControl control) {
        control.note("node %d of %d, waiting for the others for %,d seconds at most"
                .formatted(place.rank() + 1, place.size(), place.seconds()));
        Nodes nodes = Nodes.join(place);
        control.note("all %d nodes are there".formatted(nodes.size()));
        return nodes;
    }

    /** The first machine tells the others what is trained. */
    static void tell(Nodes nodes, SavedTraining training) {
        nodes.tell(Json.text(training));
    }

    /** Another machine is told that by the first one. */
    static SavedTraining hear(Nodes nodes) {
        return Json.parse(nodes.tell("").get(0), SavedTraining.class);
    }

    /**
     * Compares what each machine has.
     *
     * @throws BadInputException that names who differs in what; all machines throw it
     */
    static void require(Nodes nodes, SavedTraining training, LoadedData data) {
        List<String> told = nodes.tell(Json.text(facts(training, data)));
        JsonNode first = Json.parse(told.get(0), JsonNode.class);
        for (int rank = 1; rank < told.size(); rank++) {
            List<String> differences = differences(first, Json.parse(told.get(rank), JsonNode.class));
            if (!differences.isEmpty()) {
                throw new BadInputException(
                        "node %d differs from node 1: %s; every node needs the same command, data and version"
                                .formatted(rank + 1, String.join(", ", differences)));
            }
        }
    }

    /** All that the bits of a training follow from, by name. */
    private static Map<String, String> facts(SavedTraining training, LoadedData data) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("version", Provenance.diaboloVersion() + " with " + Engine.version());
        facts.put("processor", Engine.processor());
        facts.put("data", data.train().hash());
        facts.put("training samples", String.valueOf(data.train().size()));
        facts.put("validation samples", String.valueOf(data.validation().size()));
        facts.put("samples", data.train().shape().toString());
        flatten("", Json.tree(training.plan()), facts);
        flatten("model.", Json.tree(training.architecture()), facts);
        flatten("reading.", Json.tree(training.reading()), facts);
        return facts;
    }

    private static void flatten(String name, JsonNode value, Map<String, String> facts) {
        value.properties().forEach(field -> flatten(name + field.getKey() + ".", field.getValue(), facts));
        if (!value.isObject()) {
            facts.put(name.substring(0, name.length() - 1), value.toString());
        }
    }

    private static List<String> differences(JsonNode first, JsonNode other) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>();
        first.fieldNames().forEachRemaining(names::add);
        other.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            String here = first.path(name).asText("none");
            String there = other.path(name).asText("none");
            if (!here.equals(there) && differences.size() < NAMED) {
                differences.add("%s is %s there and %s here".formatted(name, shortened(there), shortened(here)));
            }
        }
        return differences;
    }

    private static String shortened(String value) {
        return value.length() <= QUOTED ? value : value.substring(0, QUOTED) + "...";
    }

    /** Says what the exchange of the gradients took. */
    static void note(Nodes nodes, TrainingResult result, JobControl control) {
        Nodes.Traffic traffic = nodes.traffic();
        if (traffic.sums() > 0) {
            control.note(
                    "nodes: %.2f ms a step, of which %.2f ms went into adding up the gradients of all (%,d bytes each way) and waiting for slower nodes"
                            .formatted(
                                    1_000 * result.seconds() / result.steps(),
                                    1_000 * traffic.seconds() / traffic.sums(),
                                    traffic.bytes() / traffic.sums()));
        }
    }
}
