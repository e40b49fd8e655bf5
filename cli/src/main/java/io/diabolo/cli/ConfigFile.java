package io.diabolo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.error.BadInputException;
import io.diabolo.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Options written down: each key of a YAML or JSON file is the name of an option without its dashes. */
final class ConfigFile {

    private ConfigFile() {}

    /**
     * The options of a file as arguments, without those that the command line gives itself: it wins.
     *
     * @throws BadInputException for a key that is no option
     */
    static List<String> arguments(Path file, CommandSpec spec, ParseResult given) {
        JsonNode tree = Json.read(file, JsonNode.class);
        if (!tree.isObject()) {
            throw new BadInputException("%s must hold lines such as 'latents: [2, 4, 8]'".formatted(file));
        }
        List<String> arguments = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : tree.properties()) {
            String name = "--" + entry.getKey().replace('_', '-');
            OptionSpec option = spec.findOption(name);
            if (option == null || name.equals("--config")) {
                throw new BadInputException("%s: '%s' is no option of %s; known are %s"
                        .formatted(file, entry.getKey(), spec.name(), known(spec)));
            }
            boolean isFlag = option.arity().max() == 0;
            if (!given.hasMatchedOption(option) && !(isFlag && !entry.getValue().asBoolean())) {
                arguments.add(isFlag ? name : name + "=" + text(entry.getValue()));
            }
        }
        return arguments;
    }

    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        List<String> items = new ArrayList<>();
        value.forEach(item -> items.add(item.asText()));
        return String.join(",", items);
    }

    private static String known(CommandSpec spec) {
        return spec.options().stream()
                .map(option -> option.longestName().substring(2))
                .filter(name -> !name.equals("config") && !name.equals("help"))
                .collect(Collectors.joining(", "));
    }
}
