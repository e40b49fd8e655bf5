package io.diabolo.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.safetensors.Safetensors.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class SafetensorsPropertyTest {

    private static Path file = Path.of("");

    @BeforeContainer
    static void openFile() throws IOException {
        file = Files.createTempFile("diabolo", ".safetensors");
    }

    @AfterContainer
    static void deleteFile() throws IOException {
        Files.delete(file);
    }

    @Property(tries = 100)
    void writeThenRead_anyTensors_returnsThem(
            @ForAll("names") @Size(max = 6) List<String> names,
            @ForAll("metadata") Map<String, String> metadata,
            @ForAll long seed) {
        Random random = new Random(seed);
        Map<String, NamedTensor> tensors = new TreeMap<>();
        for (String name : names) {
            tensors.put(name, tensor(name, random));
        }
        Safetensors.write(file, new ArrayList<>(tensors.values()), new TreeMap<>(metadata));
        SafetensorsFile read = Safetensors.read(file, Limits.STANDARD);

        assertThat(read.metadata()).isEqualTo(metadata);
        assertThat(read.tensors()).extracting(NamedTensor::name).containsExactlyInAnyOrderElementsOf(tensors.keySet());
        for (NamedTensor tensor : read.tensors()) {
            NamedTensor written = Objects.requireNonNull(tensors.get(tensor.name()));
            assertThat(tensor).hasSameClassAs(written);
            assertThat(tensor.shape()).isEqualTo(written.shape());
            assertThat(bits(tensor)).isEqualTo(bits(written));
        }
    }

    @Property(tries = 250)
    void read_damagedFile_readsOrSaysCorrupt(
            @ForAll long seed, @ForAll @IntRange(max = 400) int at, @ForAll byte value, @ForAll boolean truncate)
            throws IOException {
        Random random = new Random(seed);
        Safetensors.write(
                file, List.of(tensor("a", random), tensor("b.weight", random)), new TreeMap<>(Map.of("k", "v")));
        byte[] bytes = Files.readAllBytes(file);
        int place = at % bytes.length;
        boolean same = !truncate && bytes[place] == value;
        bytes[place] = value;
        Files.write(file, truncate ? Arrays.copyOf(bytes, place) : bytes);
        try {
            Safetensors.read(file, Limits.STANDARD);
            assertThat(truncate).as("a truncated file was read").isFalse();
        } catch (CorruptFileException e) {
            assertThat(same).as("an intact file was refused").isFalse();
            assertThat(e).hasMessageContaining(file.toString()).hasMessageNotContainingAny("\n", "\r");
        } catch (UnsupportedFormatException e) {
            // One byte turns I64 into U64, an intact file of another type.
            assertThat(e).hasMessageContaining("dtype");
        }
    }

    @Provide
    Arbitrary<List<String>> names() {
        return texts().ofMinLength(1)
                .ofMaxLength(20)
                .filter(name -> !name.equals("__metadata__"))
                .list();
    }

    @Provide
    Arbitrary<Map<String, String>> metadata() {
        return Arbitraries.maps(texts().ofMinLength(1).ofMaxLength(9), texts().ofMaxLength(30))
                .ofMaxSize(3);
    }

    private static StringArbitrary texts() {
        return Arbitraries.strings().withCharRange('\u0000', '\ud7ff');
    }

    /** The exact values, NaNs with their payload. */
    private static long[] bits(NamedTensor tensor) {
        if (tensor instanceof NamedTensor.F32 t) {
            return IntStream.range(0, t.values().length)
                    .mapToLong(i -> Float.floatToRawIntBits(t.values()[i]))
                    .toArray();
        }
        if (tensor instanceof NamedTensor.F64 t) {
            return Arrays.stream(t.values())
                    .mapToLong(Double::doubleToRawLongBits)
                    .toArray();
        }
        if (tensor instanceof NamedTensor.U8 t) {
            return IntStream.range(0, t.values().length)
                    .mapToLong(i -> t.values()[i])
                    .toArray();
        }
        if (tensor instanceof NamedTensor.F16 t) {
            return IntStream.range(0, t.values().length)
                    .mapToLong(i -> t.values()[i])
                    .toArray();
        }
        if (tensor instanceof NamedTensor.I32 t) {
            return Arrays.stream(t.values()).asLongStream().toArray();
        }
        return ((NamedTensor.I64) tensor).values();
    }

    private static NamedTensor tensor(String name, Random random) {
        List<Long> shape = random.longs(random.nextInt(4), 0, 5).boxed().toList();
        int n = (int) SafetensorsHeader.product(shape, 1);
        float[] floats = new float[n];
        for (int i = 0; i < n; i++) {
            floats[i] = Float.intBitsToFloat(random.nextInt());
        }
        byte[] bytes = new byte[n];
        random.nextBytes(bytes);
        return switch (random.nextInt(6)) {
            case 0 -> new NamedTensor.F32(name, shape, floats);
            case 1 -> new NamedTensor.F64(name, shape, random.doubles(n).toArray());
            case 2 -> new NamedTensor.I32(name, shape, random.ints(n).toArray());
            case 3 -> NamedTensor.F16.of(name, shape, floats);
            case 4 -> new NamedTensor.I64(name, shape, random.longs(n).toArray());
            default -> new NamedTensor.U8(name, shape, bytes);
        };
    }
}
