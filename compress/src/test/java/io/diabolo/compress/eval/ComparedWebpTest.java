package io.diabolo.compress.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparedWebpTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void load_whereItWorks_writesFilesThatTheJavaReaderReads() throws Exception {
        List<String> notes = new ArrayList<>();
        Optional<ComparedCodec> loaded = ComparedWebp.load(notes::add);
        Assumptions.assumeTrue(loaded.isPresent(), notes.toString());
        ComparedCodec webp = loaded.orElseThrow();
        Picture picture = TestPicture.rgb(120, 90);
        byte[] low = webp.encode(picture.toBufferedImage(), 10);
        byte[] high = webp.encode(picture.toBufferedImage(), 95);
        assertThat(new String(high, 8, 7, StandardCharsets.US_ASCII)).isEqualTo("WEBPVP8");
        assertThat(low.length).isLessThan(high.length / 2);
        Picture decoded = Picture.of(webp.decode(high));
        double psnrDb = Fidelity.of(picture, decoded).psnrDb();
        assertThat(psnrDb)
                .isGreaterThan(
                        Fidelity.of(picture, Picture.of(webp.decode(low))).psnrDb());
        Path file = Files.write(folder.resolve("a.webp"), high);
        // Two decoders may differ in how they enlarge the chrominance, and by no more.
        assertThat(Fidelity.of(decoded, PictureFiles.read(file)).psnrDb()).isGreaterThan(35);
    }
}
