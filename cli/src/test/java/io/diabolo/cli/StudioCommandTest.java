package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudioCommandTest {

    @TempDir
    Path folder = Path.of("");

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The status of the first page, or 0 where nobody answers. */
    private static int status(int port) {
        try {
            HttpURLConnection page = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
            return page.getResponseCode();
        } catch (IOException e) {
            return 0;
        }
    }

    @Test
    void studio_answersUntilItIsStopped() throws IOException {
        int port = freePort();
        AtomicInteger seen = new AtomicInteger();
        Shell.Result result = Shell.runUntil(
                () -> {
                    seen.set(status(port));
                    return true;
                },
                "studio",
                "--root",
                folder.toString(),
                "--port",
                String.valueOf(port));
        assertThat(result.code()).isEqualTo(ExitCodes.INTERRUPTED);
        assertThat(seen).hasValue(200);
        assertThat(result.out()).contains("http://127.0.0.1:%d/?token=".formatted(port));
        assertThat(result.err()).isEmpty();
        assertThat(status(port)).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void studio_thatOthersCanReach_warns() throws IOException {
        Shell.Result result =
                Shell.runUntil(() -> true, "studio", "--root", folder.toString(), "--port", "0", "--host", "0.0.0.0");
        assertThat(result.err()).contains("warning: other machines can reach this studio");
    }

    @Test
    void studio_ofWhatIsNoFolderOrWithAPortThatIsTaken_saysSoInOneLine() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Shell.Result none = Shell.runUntil(() -> true, "studio", "--root", file.toString(), "--port", "0");
        assertThat(none.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(none.err()).contains("no such folder").hasLineCount(1);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Shell.Result result = Shell.runUntil(
                    () -> true, "studio", "--root", folder.toString(), "--port", String.valueOf(taken.getLocalPort()));
            assertThat(result.code()).isEqualTo(ExitCodes.BAD_INPUT);
            assertThat(result.err()).contains("choose another port").hasLineCount(1);
        }
        assertThat(Shell.run("studio", "--port", "70000").code()).isEqualTo(ExitCodes.BAD_INPUT);
    }
}
