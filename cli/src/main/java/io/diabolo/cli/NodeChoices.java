package io.diabolo.cli;

import io.diabolo.error.BadInputException;
import io.diabolo.nodes.NodePlace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which machines train together, and which of them this one is. */
final class NodeChoices {

    @ArgGroup(exclusive = false, heading = "%nSeveral machines:%n", order = 60)
    private Choices choices = new Choices();

    /** The machines; null for this one alone. */
    @Nullable NodePlace place() {
        if (choices.nodes == null) {
            if (choices.node != null || choices.timeout != null) {
                throw new BadInputException("--node and --node-timeout belong to --nodes, which lists all machines");
            }
            return null;
        }
        if (choices.node == null) {
            throw new BadInputException("--nodes needs --node, the place of this machine in the list: 1 for the first");
        }
        return NodePlace.parse(
                choices.nodes, choices.node, choices.timeout == null ? NodePlace.USUAL_SECONDS : choices.timeout);
    }

    /** The options as they were given. */
    String words() {
        return "--nodes %s --node %d".formatted(choices.nodes, choices.node);
    }

    private static final class Choices {

        @Option(
                names = "--nodes",
                paramLabel = "HOST:PORT,HOST,...",
                description =
                        "Share each batch out among these machines. Each runs the same command with its own --node and its own copy of the data; the first writes the model. They listen at these addresses, the first at port 29400 if none is given; nothing is encrypted, so only in a network that you trust.")
        private @Nullable String nodes;

        @Option(names = "--node", paramLabel = "N", description = "Which of them this machine is, counted from 1.")
        private @Nullable Integer node;

        @Option(
                names = "--node-timeout",
                paramLabel = "SECONDS",
                description = "How long the others may be silent, at the start and later (default: 300).")
        private @Nullable Long timeout;
    }
}
