package io.diabolo.safetensors;

import java.util.Set;

/** The element types that this release reads, by their names in a safetensors file. */
enum TensorType {
    F32(Float.BYTES),
    F64(Double.BYTES),
    F16(Short.BYTES),
    I32(Integer.BYTES),
    I64(Long.BYTES),
    U8(Byte.BYTES);

    /** Types of intact files that this release does not read. */
    static final Set<String> OTHERS =
            Set.of("BOOL", "I8", "I16", "U16", "BF16", "U32", "U64", "F8_E4M3", "F8_E5M2", "C64");

    final int bytes;

    TensorType(int bytes) {
        this.bytes = bytes;
    }

    static TensorType of(NamedTensor tensor) {
        if (tensor instanceof NamedTensor.F32) {
            return F32;
        }
        if (tensor instanceof NamedTensor.F64) {
            return F64;
        }
        if (tensor instanceof NamedTensor.F16) {
            return F16;
        }
        if (tensor instanceof NamedTensor.I32) {
            return I32;
        }
        return tensor instanceof NamedTensor.I64 ? I64 : U8;
    }
}
