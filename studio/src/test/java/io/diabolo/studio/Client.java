package io.diabolo.studio;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Asks a studio as a program on the other side of a network would. */
final class Client {

    private final Studio studio;
    private final HttpClient http = HttpClient.newHttpClient();

    Client(Studio studio) {
        this.studio = studio;
    }

    /** An answer, and its body as JSON where it is that. */
    record Answer(int status, HttpResponse<byte[]> response) {

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return Json.parse(text(), JsonNode.class);
        }

        String error() {
            return json().path("error").asText();
        }
    }

    Answer get(String path) {
        return send("GET", path, new byte[0], Map.of("Authorization", "Bearer " + studio.token()));
    }

    Answer post(String path, String json) {
        return post(path, json.getBytes(StandardCharsets.UTF_8));
    }

    Answer post(String path, byte[] body) {
        return send("POST", path, body, Map.of("Authorization", "Bearer " + studio.token()));
    }

    Answer delete(String path) {
        return send("DELETE", path, new byte[0], Map.of("Authorization", "Bearer " + studio.token()));
    }

    /** As it is, without a token unless {@code headers} hold one. */
    Answer send(String method, String path, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(studio.origin() + path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The first line of what comes back for bytes that Java's own client would not send. */
    String raw(String request) throws IOException {
        try (Socket socket = open()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            byte[] answer = socket.getInputStream().readNBytes(200);
            return new String(answer, StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    Socket open() throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(studio.origin()).getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }
}
