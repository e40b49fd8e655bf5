package io.diabolo.studio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.json.Json;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void document_namesTheRoutesThatThereAre() {
        JsonNode document = Json.parse(new Pages().text("openapi.json"), JsonNode.class);
        Set<String> described = new TreeSet<>();
        document.path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> described.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        Set<String> served = new TreeSet<>();
        try (Studio studio = StudioFixture.studio(folder)) {
            studio.endpoints().forEach(endpoint -> served.add(endpoint.method() + " " + endpoint.path()));
        }
        assertThat(described).isEqualTo(served);
        assertThat(document.path("servers").path(0).path("url").asText()).isEqualTo(Endpoint.BASE);
    }

    @Test
    void document_hasAllThatItRefersTo() {
        String text = new Pages().text("openapi.json");
        JsonNode document = Json.parse(text, JsonNode.class);
        java.util.regex.Pattern.compile("\"#(/[^\"]+)\"")
                .matcher(text)
                .results()
                .forEach(found -> assertThat(document.at(found.group(1)).isMissingNode())
                        .as(found.group(1))
                        .isFalse());
    }

    /** What a page asks for is there: a module that is not in the table would be a blank page. */
    @Test
    void pages_importOnlyWhatIsServed() {
        Pages pages = new Pages();
        for (String name : pages.names()) {
            if (!name.endsWith(".js") || name.startsWith("lib/")) {
                continue;
            }
            java.util.regex.Pattern.compile("from \"(\\.[^\"]+)\"")
                    .matcher(pages.text(name))
                    .results()
                    .forEach(found -> {
                        Path file = Path.of(name).resolveSibling(found.group(1)).normalize();
                        assertThat(pages.names())
                                .as(name)
                                .contains(file.toString().replace('\\', '/'));
                    });
        }
    }

    @Test
    void pages_askNobodyElse() {
        Pages pages = new Pages();
        for (String name : pages.names()) {
            if (!name.startsWith("lib/") && !name.equals("openapi.json")) {
                assertThat(pages.text(name))
                        .as(name)
                        .doesNotContainPattern("(src|href)=\"(https?:)?//")
                        .doesNotContainPattern("@import|url\\(['\"]?https?:");
            }
        }
    }
}
