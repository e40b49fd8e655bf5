package io.diabolo.safetensors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.file.AtomicFiles;
import io.diabolo.safetensors.Safetensors.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

    private static final TreeMap<String, String> NO_METADATA = new TreeMap<>();

    @TempDir
    Path folder = Path.of("");

    @Test
    void write_smallFile_hasTheBytesOfTheFormat() throws IOException {
        Path file = folder.resolve("m.safetensors");
        NamedTensor b = new NamedTensor.F32("b", List.of(), new float[] {1.5f});
        NamedTensor a = new NamedTensor.F32("a", List.of(1L, 2L), new float[] {1, -2});
        NamedTensor z = new NamedTensor.I64("z", List.of(1L), new long[] {7});
        Safetensors.write(file, List.of(b, a, z), new TreeMap<>(Map.of("format", "pt")));

        String header = "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"z\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[8,16]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[16,20]}}";
        header += " ".repeat((8 - header.length() % 8) % 8);
        ByteBuffer expected = ByteBuffer.allocate(8 + header.length() + 20).order(ByteOrder.LITTLE_ENDIAN);
        expected.putLong(header.length()).put(header.getBytes(UTF_8));
        expected.putLong(7).putFloat(1).putFloat(-2).putFloat(1.5f);
        assertThat(Files.readAllBytes(file)).isEqualTo(expected.array());
    }

    @Test
    void write_metadataInAnotherOrder_givesTheSameBytes() {
        TreeMap<String, String> backwards = new TreeMap<>(Collections.reverseOrder());
        backwards.putAll(Map.of("a", "1", "b", "2"));
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        Safetensors.write(one, List.of(), backwards);
        Safetensors.write(two, List.of(), new TreeMap<>(backwards.descendingMap()));
        assertThat(one).hasSameBinaryContentAs(two);
        assertThat(Safetensors.sha256(one)).isEqualTo(Safetensors.sha256(two)).hasSize(64);
    }

    @Test
    void sha256_knownContent_isTheStandardsDigest() {
        Path file = folder.resolve("abc");
        AtomicFiles.writeString(file, "abc");
        // FIPS 180-4, example "abc"
        assertThat(Safetensors.sha256(file))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void write_badNames_areRefusedAndNothingIsWritten() {
        Path file = folder.resolve("m");
        for (String name : List.of("", "x".repeat(513), "\ud800", "__metadata__")) {
            NamedTensor tensor = new NamedTensor.F32(name, List.of(), new float[1]);
            assertThatThrownBy(() -> Safetensors.write(file, List.of(tensor), NO_METADATA))
                    .isInstanceOf(BadInputException.class);
        }
        NamedTensor twice = new NamedTensor.F32("w", List.of(), new float[1]);
        assertThatThrownBy(() -> Safetensors.write(file, List.of(twice, twice), NO_METADATA))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("'w': a name may be used only once");
        assertThat(file).doesNotExist();
    }

    @Test
    void tensor_shapeThatDoesNotFit_isRefused() {
        assertThatThrownBy(() -> new NamedTensor.F32("w", List.of(2L, 3L), new float[5]))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("[2, 3]");
        assertThatThrownBy(() -> new NamedTensor.F32("w", List.of(1L << 62, 4L, 0L), new float[0]))
                .isInstanceOf(BadInputException.class);
    }

    @Test
    void read_allTypes_returnsTheirValues() throws IOException {
        Path file = raw(
                "{'d':{'dtype':'F64','shape':[1],'data_offsets':[0,8]},'u':{'dtype':'U8','shape':[2],'data_offsets':[8,10]}}",
                0,
                0,
                0,
                0,
                0,
                0,
                0xf8,
                0x3f,
                1,
                255);
        SafetensorsFile read = Safetensors.read(file, Limits.STANDARD);
        assertThat(((NamedTensor.F64) read.tensors().get(0)).values()).containsExactly(1.5);
        assertThat(((NamedTensor.U8) read.tensors().get(1)).values()).containsExactly(1, -1);
    }

    @Test
    void read_bytesInMemory_areReadLikeTheirFile() throws IOException {
        Path file = raw("{'w':{'dtype':'I32','shape':[1],'data_offsets':[0,4]}}", 1, 0, 0, 255);
        byte[] content = Files.readAllBytes(file);
        NamedTensor tensor = Safetensors.read("a resource", content, Limits.STANDARD)
                .tensors()
                .get(0);
        assertThat(((NamedTensor.I32) tensor).values()).containsExactly(0xff000001);
        assertThatThrownBy(() -> Safetensors.read("a resource", new byte[9], Limits.STANDARD))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageStartingWith("a resource: header of 0 bytes");
        assertThatThrownBy(() -> Safetensors.read("a resource", content, new Limits(60, 1)))
                .isInstanceOf(CorruptFileException.class);
    }

    @Test
    void halfFloats_allOfThem_survive() {
        short[] all = new short[1 << 16];
        for (int i = 0; i < all.length; i++) {
            all[i] = (short) i;
        }
        float[] floats = new NamedTensor.F16("w", List.of(65_536L), all).toFloats();
        // IEEE 754-2008, table of binary16: one, the smallest, the largest below one, the largest, infinity
        assertThat(new float[] {floats[0x3c00], floats[1], floats[0x3bff], floats[0x7bff], floats[0xfc00]})
                .containsExactly(1, 0x1p-24f, 1 - 0x1p-11f, 65_504, Float.NEGATIVE_INFINITY);
        short[] back = NamedTensor.F16.of("w", List.of(65_536L), floats).values();
        for (int i = 0; i < all.length; i++) {
            if (!Float.isNaN(floats[i])) {
                assertThat(back[i]).isEqualTo(all[i]);
            } else {
                assertThat(Float.isNaN(HalfFloat.toFloat(back[i]))).isTrue();
            }
        }
    }

    @Test
    void halfFloats_betweenTwo_goToTheNearestTiesToEven() {
        for (int i = 0; i < 0x7bff; i++) {
            float low = HalfFloat.toFloat((short) i);
            float high = HalfFloat.toFloat((short) (i + 1));
            float middle = (low + high) / 2;
            int even = i + (i & 1);
            assertThat(HalfFloat.of(middle)).isEqualTo((short) even);
            assertThat(HalfFloat.of(Math.nextDown(middle))).isEqualTo((short) i);
            assertThat(HalfFloat.of(-Math.nextUp(middle))).isEqualTo((short) (0x8000 | i + 1));
        }
        assertThat(HalfFloat.of(65_519)).isEqualTo((short) 0x7bff);
        assertThat(HalfFloat.of(65_520)).isEqualTo((short) 0x7c00);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'w':{'dtype':'U8','shape':[3],'data_offsets':[0,3]}}                      | 4 bytes of values, of which the tensors use 3
            {'w':{'dtype':'U8','shape':[5],'data_offsets':[0,5]}}                      | within the file's 4 bytes
            {'w':{'dtype':'U8','shape':[4],'data_offsets':[4,0]}}                      | must begin at 0
            {'w':{'dtype':'U8','shape':[2,3],'data_offsets':[0,4]}}                    | shape [2, 3] of U8 does not fill its 4 bytes
            {'w':{'dtype':'U8','shape':[-4],'data_offsets':[0,4]}}                     | must not be negative
            {'w':{'dtype':'U8','shape':[4.0],'data_offsets':[0,4]}}                    | whole numbers only
            {'w':{'dtype':'U8','shape':[99999999999999999999],'data_offsets':[0,4]}}   | not valid JSON
            {'w':{'dtype':'U8','shape':[4294967296,4294967296],'data_offsets':[0,4]}}  | does not fill
            {'w':{'dtype':'U8','shape':[4],'data_offsets':[0,4,4]}}                    | more than 2 numbers
            {'w':{'dtype':'U8','shape':[4],'data_offsets':[0]}}                        | two data_offsets
            {'w':{'dtype':'U8','shape':[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,4],'data_offsets':[0,4]}} | more than 16 numbers
            {'w':{'dtype':'U8','data_offsets':[0,4]}}                                  | must have dtype, shape
            {'w':{'dtype':'U9','shape':[4],'data_offsets':[0,4]}}                      | unknown dtype 'U9'
            {'w':{'dtype':'U8','shape':[4],'data_offsets':[0,4],'x':1}}                | unknown field 'x'
            {'w':{'dtype':'U8','shape':[[4]],'data_offsets':[0,4]}}                    | nesting depth
            {'w':4}                                                                    | must be a JSON object
            {'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]},'b':{'dtype':'U8','shape':[3],'data_offsets':[1,4]}} | tensor 'b': offsets [1, 4] must begin at 2
            {'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]},'b':{'dtype':'U8','shape':[2],'data_offsets':[2,4]}} | tensor 'b': offsets [2, 4] must begin at 1
            {'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]},'a':{'dtype':'U8','shape':[2],'data_offsets':[2,4]}} | Duplicate
            {'__metadata__':{'a':1}}                                                   | texts only
            {'__metadata__':{}}{}                                                      | follows
            {'w'                                                                       | not valid JSON
            []                                                                         | must be a JSON object
            """)
    void read_headerThatBreaksARule_saysWhich(String header, String rule) throws IOException {
        Path file = raw(header, 1, 2, 3, 4);
        assertThatThrownBy(() -> Safetensors.read(file, Limits.STANDARD))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining(rule)
                .hasMessageStartingWith(file.toString())
                .hasMessageNotContaining("\n");
    }

    @Test
    void read_typeOfOtherReleases_isUnsupported() throws IOException {
        Path file = raw("{'w':{'dtype':'BF16','shape':[2],'data_offsets':[0,4]}}", 1, 2, 3, 4);
        assertThatThrownBy(() -> Safetensors.read(file, Limits.STANDARD))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining("tensor 'w': dtype BF16 is not read; convert it to F32");
    }

    @Test
    void read_lyingHeaderLength_isRefusedBeforeRoomIsMade() throws IOException {
        for (long length : new long[] {-1, Long.MIN_VALUE, 0, 1, 17, (16 << 20) + 1, Long.MAX_VALUE}) {
            Path file = folder.resolve("m");
            Files.write(
                    file,
                    ByteBuffer.allocate(24)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(length)
                            .array());
            assertThatThrownBy(() -> Safetensors.read(file, Limits.STANDARD))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContaining(Long.toUnsignedString(length));
        }
    }

    @Test
    void read_limits_areKept() throws IOException {
        Path file = raw("{'w':{'dtype':'U8','shape':[4],'data_offsets':[0,4]}}", 1, 2, 3, 4);
        assertThatThrownBy(() -> Safetensors.read(file, new Limits(60, 1)))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("must be 8 to 60");
        assertThatThrownBy(() -> Safetensors.read(file, new Limits(1000, 0)))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("at most 0 tensors");
        Path longName = raw("{'" + "n".repeat(513) + "':{'dtype':'U8','shape':[4],'data_offsets':[0,4]}}", 1, 2, 3, 4);
        assertThatThrownBy(() -> Safetensors.read(longName, Limits.STANDARD))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("at most 512 characters");
    }

    @Test
    void read_noFile_isBadInput() {
        assertThatThrownBy(() -> Safetensors.read(folder, Limits.STANDARD)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> Safetensors.sha256(folder.resolve("none"))).isInstanceOf(BadInputException.class);
    }

    private Path raw(String header, int... data) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] json = header.replace('\'', '"').getBytes(UTF_8);
        bytes.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .array());
        bytes.write(json);
        for (int value : data) {
            bytes.write(value);
        }
        return Files.write(folder.resolve("raw.safetensors"), bytes.toByteArray());
    }
}
