package io.diabolo.train;

import io.diabolo.engine.Tensor;
import io.diabolo.json.Json;
import io.diabolo.nodes.Nodes;
import java.util.List;
import java.util.stream.Stream;

/** All that a checkpoint holds, as the trainer has it. */
record CheckpointState(
        List<Tensor> model, List<Tensor> optimizer, List<Tensor> average, List<Tensor> best, Progress progress) {

    /** Where the first machine is, there the others begin: fills the tensors, and returns the progress. */
    Progress takeFromFirst(Nodes nodes) {
        Stream.of(model, optimizer, average, best).forEach(nodes::takeFromFirst);
        String first = nodes.tell(nodes.isFirst() ? Json.text(progress) : "").get(0);
        return nodes.isFirst() ? progress : Json.parse(first, Progress.class);
    }
}
